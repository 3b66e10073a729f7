package io.cordon.engine.mapping;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a mapping can say: rules that ask for anything else never match there.
 *
 * <p>A condition is evaluated with nothing known but which fields are missing: a test of a missing field is false, any other
 * one may be either. What is false then is false of every event.
 */
public final class Coverage {
    private static final Map<String, Map<Activity, Set<FieldRef>>> KNOWN = read();
    /** Fields that rules ask of a record's header. */
    private static final Set<String> HEADER = Set.of(
            "EventID",
            "event.code",
            "Provider_Name",
            "event.provider",
            "Computer",
            "ComputerName",
            "Level",
            "Task",
            "winlog.channel",
            "winlog.record_id",
            "winlog.provider_guid",
            "winlog.process.pid",
            "winlog.process.thread.id",
            "winlog.user.identifier",
            "winlog.activity_id",
            "winlog.time_created",
            "host.name",
            "host.hostname",
            "host.id",
            "agent.id",
            "process.entity_id",
            "process.parent.entity_id",
            "Target.process.entity_id",
            "process.pid",
            "process.parent.pid",
            "event.type");

    private final String name;
    private final Set<String> products;
    private final boolean anyProduct;
    private final Set<String> services;
    private final Set<Activity> activities;
    private final Map<Activity, Set<FieldRef>> fields;

    private Coverage(SourceMapping mapping) {
        EventKinds kinds = mapping.events();
        name = mapping.name();
        products = new HashSet<>(Set.of(kinds.product()));
        anyProduct = !kinds.productFrom().isEmpty();
        services = new HashSet<>();
        activities = EnumSet.of(Activity.OTHER);
        Stream.concat(kinds.channels().values().stream(), Stream.ofNullable(kinds.any()))
                .forEach(channel -> {
                    services.add(channel.service());
                    products.add(channel.product());
                    activities.addAll(channel.codes().values());
                    for (EventKinds.Kind kind : channel.kinds()) {
                        activities.add(kind.activity());
                        services.add(kind.service() != null ? kind.service() : channel.service());
                    }
                });
        fields = KNOWN.getOrDefault(mapping.kind(), Map.of());
    }

    static Coverage of(SourceMapping mapping) {
        return new Coverage(mapping);
    }

    /** The mapping's name. */
    public String name() {
        return name;
    }

    /** Whether it has a log of Sigma's. */
    public boolean hasService(String service) {
        return services.contains(service);
    }

    /** Why a rule of events, or of a chain of them, never matches there; nothing where it may. */
    public Optional<String> obstacle(Rule rule) {
        return rule.chain() == null
                ? obstacleOfEvents(rule)
                : rule.chain().steps().stream()
                        .filter(step -> !step.missing())
                        .flatMap(step -> obstacleOfEvents(step.rule()).stream())
                        .findFirst();
    }

    private Optional<String> obstacleOfEvents(Rule rule) {
        if (!anyProduct
                && !rule.scope().product().isEmpty()
                && !products.contains(rule.scope().product())) {
            return Optional.of("events of product " + rule.scope().product());
        }
        Set<String> wanted = rule.scope().services();
        if (!wanted.isEmpty() && wanted.stream().noneMatch(services::contains)) {
            return Optional.of("events of " + String.join(", ", new TreeSet<>(wanted)));
        }
        Set<Activity> meant = rule.scope().activities().isEmpty()
                ? activities
                : rule.scope().activities().stream()
                        .filter(activities::contains)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Activity.class)));
        if (meant.isEmpty()) {
            return Optional.of("events of "
                    + rule.scope().activities().stream()
                            .map(Activity::sigmaCategory)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        if (meant.stream().anyMatch(activity -> mayHold(rule.condition(), activity))) {
            return Optional.empty();
        }
        Set<String> missing = new TreeSet<>();
        meant.forEach(activity -> missing(rule.condition(), activity, missing));
        return Optional.of("the field " + String.join(", ", missing));
    }

    private boolean mayHold(Condition condition, Activity activity) {
        return !Boolean.FALSE.equals(known(condition, activity));
    }

    /** What a condition is of every event of the activity, or null where that depends on the event. */
    private @Nullable Boolean known(Condition condition, Activity activity) {
        if (condition instanceof Condition.All all) {
            return atLeast(all.parts().size(), all.parts(), activity);
        }
        if (condition instanceof Condition.Any any) {
            return atLeast(1, any.parts(), activity);
        }
        if (condition instanceof Condition.AtLeast some) {
            return atLeast(some.count(), some.parts(), activity);
        }
        if (condition instanceof Condition.Not not) {
            Boolean part = known(not.part(), activity);
            return part == null ? null : Boolean.valueOf(!part);
        }
        if (condition instanceof Condition.Happened happened) {
            return happened.activities().contains(activity);
        }
        boolean isMissing = condition instanceof Condition.Test test && !isThere(test, activity);
        return isMissing ? Boolean.FALSE : null;
    }

    private @Nullable Boolean atLeast(int count, Iterable<Condition> parts, Activity activity) {
        int hold = 0;
        int mayHold = 0;
        for (Condition part : parts) {
            Boolean known = known(part, activity);
            hold += Boolean.TRUE.equals(known) ? 1 : 0;
            mayHold += known == null ? 1 : 0;
        }
        return hold >= count ? Boolean.TRUE : hold + mayHold >= count ? null : Boolean.FALSE;
    }

    private boolean isThere(Condition.Test test, Activity activity) {
        return isThere(test.field(), activity)
                && (!(test.predicate() instanceof Predicate.OtherField other) || isThere(other.other(), activity));
    }

    private boolean isThere(FieldRef field, Activity activity) {
        Set<FieldRef> known = fields.get(activity);
        if (known == null || HEADER.contains(field.key())) {
            return true;
        }
        if (field.kin() != null
                && (activity != Activity.PROCESS_START || field.kin().generation() > 0)) {
            return true; // the process tree has it
        }
        return known.stream()
                .anyMatch(one -> one.column() == field.column()
                        && (field.column() != null || one.key().equals(field.key())));
    }

    private void missing(Condition condition, Activity activity, Set<String> out) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> missing(part, activity, out));
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(part -> missing(part, activity, out));
        } else if (condition instanceof Condition.AtLeast some) {
            some.parts().forEach(part -> missing(part, activity, out));
        } else if (condition instanceof Condition.Test test && !isThere(test.field(), activity)) {
            out.add(test.field().name());
        }
    }

    private static Map<String, Map<Activity, Set<FieldRef>>> read() {
        try (InputStream in = Objects.requireNonNull(Coverage.class.getResourceAsStream("known-fields.yaml"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Yaml yaml = Yaml.of("known-fields.yaml", text);
            return yaml.keys().stream()
                    .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> byActivity(yaml.child(kind))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Activity, Set<FieldRef>> byActivity(Yaml yaml) {
        Map<Activity, Set<FieldRef>> fields = new EnumMap<>(Activity.class);
        for (String activity : yaml.keys()) {
            fields.put(
                    Activity.valueOf(activity),
                    yaml.texts(activity).stream()
                            .map(FieldCatalogue.builtIn()::resolve)
                            .collect(Collectors.toUnmodifiableSet()));
        }
        return fields;
    }
}
