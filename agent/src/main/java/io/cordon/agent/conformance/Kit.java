package io.cordon.agent.conformance;

import io.cordon.agent.Identity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs the cases of the contract against an agent, one after the other. */
public final class Kit {
    private final Identity agent;
    private final Wire wire;
    private final KitKeys keys;
    private final Victims victims;
    private final Optional<Restart> restart;
    private Duration patience = Duration.ofSeconds(30);
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    /**
     * A kit for one agent.
     *
     * @param agent whom it acts for; its name is not looked at
     * @param restart how it is killed and started anew, or empty where that can't be done
     */
    public Kit(Identity agent, Wire wire, KitKeys keys, Victims victims, Optional<Restart> restart) {
        this.agent = agent;
        this.wire = wire;
        this.keys = keys;
        this.victims = victims;
        this.restart = restart;
    }

    /** Waits so long for an answer, and no longer. */
    Kit waiting(Duration longest) {
        patience = longest;
        return this;
    }

    /** All cases, as group and name. */
    public static List<String> names() {
        return cases().stream().map(one -> one.group() + ": " + one.name()).toList();
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(ProcessCases.all());
        cases.addAll(ActionCases.all());
        cases.addAll(ArgumentCases.all());
        cases.addAll(TimeCases.all());
        cases.addAll(ForgedCases.all());
        cases.addAll(AlteredCases.all());
        cases.addAll(MisroutedCases.all());
        cases.addAll(OrderCases.all());
        cases.addAll(DocumentCases.all());
        cases.addAll(StandingCases.all());
        cases.addAll(RestartCases.all());
        return cases;
    }

    /**
     * Runs the cases whose group and name fit.
     *
     * @param told told each verdict when it is there
     */
    public List<Verdict> run(Predicate<String> which, Consumer<Verdict> told) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        int number = 0;
        for (Case one : cases()) {
            number++;
            if (which.test(one.group() + ": " + one.name())) {
                long begin = System.nanoTime();
                Trial trial = new Trial(agent, wire, keys, victims, restart, patience, run + '-' + number);
                one.script().run(trial);
                double seconds = (System.nanoTime() - begin) / 1e9;
                Verdict verdict = new Verdict(one.group(), one.name(), trial.differences(), trial.notRun(), seconds);
                verdicts.add(verdict);
                told.accept(verdict);
            }
        }
        return verdicts;
    }
}
