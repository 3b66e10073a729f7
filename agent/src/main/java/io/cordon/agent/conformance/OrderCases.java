package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import java.io.IOException;
import java.util.List;

/** Each command once, in its order, unless it was called off. */
final class OrderCases {
    private static final String GROUP = "order";

    private OrderCases() {}

    static List<Case> all() {
        return List.of(
                new Case(GROUP, "a command that comes again is answered again and done once", OrderCases::again),
                new Case(GROUP, "another order under an id that is taken is refused", OrderCases::taken),
                new Case(GROUP, "a command that was cancelled before is refused", OrderCases::cancelled),
                new Case(GROUP, "a command with a lower number on the same target is refused", OrderCases::superseded),
                new Case(GROUP, "a number orders nothing on another target", OrderCases::otherTarget),
                new Case(GROUP, "what is not in force can be released", OrderCases::release));
    }

    private static void again(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft suspend = ProcessCases.suspend(trial, victim);
        trial.expect(suspend, 200, "");
        trial.isTrue(trial.victims.isSuspended(victim), "that it stands");
        trial.expect(ProcessCases.resume(trial, victim), 200, "");
        trial.expect(suspend, 200, "");
        trial.isTrue(!trial.victims.isSuspended(victim), "that it is suspended once");
    }

    private static void taken(Trial trial) throws IOException {
        Victim first = trial.victims.start(false);
        Victim second = trial.victims.start(false);
        Draft kill = trial.kill(first);
        trial.expect(kill, 200, "");
        Draft other = trial.kill(second);
        other.payload().put("command_id", kill.payload().path("command_id").asText());
        trial.expect(other, 403, "replayed");
        trial.lives(second);
    }

    private static void cancelled(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft kill = trial.kill(victim);
        trial.expect(
                trial.draft("cancel")
                        .target("command", kill.payload().path("command_id").asText()),
                200,
                "");
        trial.expect(kill, 403, "cancelled");
        trial.lives(victim);
    }

    private static void superseded(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        trial.expect(ProcessCases.resume(trial, victim).cordon(args -> args.put("sequence", 2)), 200, "");
        trial.expect(ProcessCases.suspend(trial, victim).cordon(args -> args.put("sequence", 1)), 403, "superseded");
        trial.isTrue(!trial.victims.isSuspended(victim), "that it goes on");
    }

    private static void otherTarget(Trial trial) throws IOException {
        Victim first = trial.victims.start(false);
        Victim second = trial.victims.start(false);
        trial.expect(trial.kill(first).cordon(args -> args.put("sequence", 2)), 200, "");
        trial.expect(trial.kill(second).cordon(args -> args.put("sequence", 1)), 200, "");
        trial.isGone(second);
    }

    private static void release(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        trial.expect(ProcessCases.resume(trial, victim), 200, "");
        trial.lives(victim);
        trial.stillObeys();
    }
}
