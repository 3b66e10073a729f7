package io.cordon.agent;

import io.cordon.schemas.Verb;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this host can do, by verb. */
public final class Host {
    private final Map<Verb, Actuator> actuators = new EnumMap<>(Verb.class);
    private final List<Actuator> all;

    /** A host with these actuators; of two that can do the same the first one does it. */
    public Host(List<Actuator> actuators) {
        all = List.copyOf(actuators);
        for (Actuator actuator : actuators) {
            actuator.verbs().forEach(verb -> this.actuators.putIfAbsent(verb, actuator));
        }
    }

    Optional<Actuator> actuator(Verb verb) {
        return Optional.ofNullable(actuators.get(verb));
    }

    /** The same, and one actuator more. */
    public Host with(Actuator more) {
        List<Actuator> actuatorsAndMore = new ArrayList<>(all);
        actuatorsAndMore.add(more);
        return new Host(actuatorsAndMore);
    }

    List<Hook> hooks() {
        return all.stream().filter(Hook.class::isInstance).map(Hook.class::cast).toList();
    }

    /** Whether an order of this kind can be carried out, or ended. */
    boolean can(Verb verb) {
        return verb == Verb.CANCEL
                || actuators.containsKey(verb)
                || actuators.keySet().stream()
                        .anyMatch(leased -> leased.undoneBy().equals(Optional.of(verb)));
    }

    /** What the agent announces, such as {@code stop:process}. */
    List<String> capabilities() {
        List<String> announced = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            if (can(verb)) {
                announced.addAll(verb.capabilities());
            }
        }
        all.stream().flatMap(Actuator::capabilities).forEach(announced::add);
        return announced;
    }
}
