package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Old news orders nothing. */
final class TimeCases {
    private static final String GROUP = "time";

    private TimeCases() {}

    static List<Case> all() {
        long week = TimeUnit.DAYS.toMillis(7);
        return List.of(
                refused("a command whose time is still to come is refused", 30_000, 60_000, "early"),
                refused("a command whose time has passed is refused", -60_000, -1_000, "expired"),
                refused("a command for last week is refused", -week - 60_000, -week, "expired"),
                new Case(GROUP, "a duration in place of a stop time is refused", trial -> {
                    Victim victim = trial.victims.start(false);
                    trial.expect(trial.kill(victim).args(args -> args.put("duration", 60_000)), 400, "payload");
                    trial.expect(
                            trial.kill(victim).args(args -> {
                                args.remove("stop_time");
                                args.put("duration", 60_000);
                            }),
                            400,
                            "payload");
                    trial.lives(victim);
                }));
    }

    private static Case refused(String name, long from, long to, String refusal) {
        return new Case(GROUP, name, trial -> {
            Victim victim = trial.victims.start(false);
            Draft kill = trial.kill(victim)
                    .args(args -> args.put("start_time", trial.now() + from).put("stop_time", trial.now() + to));
            trial.expect(kill, 403, refusal);
            trial.lives(victim);
        });
    }
}
