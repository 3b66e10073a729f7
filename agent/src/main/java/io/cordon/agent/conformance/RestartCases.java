package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.schemas.EnvelopeSigner;
import java.io.IOException;
import java.util.List;

/** A restart changes nothing: the agent is killed without a word, and started anew. */
final class RestartCases {
    private static final String GROUP = "restart";

    private RestartCases() {}

    static List<Case> all() {
        return List.of(
                afterRestart("a command that comes again is not done again", RestartCases::again),
                afterRestart("a lease that ran out meanwhile ends", RestartCases::leaseEnds),
                afterRestart("a lease that runs on ends in its time", RestartCases::leaseRunsOn),
                afterRestart("an old desired state changes nothing", RestartCases::oldState),
                afterRestart("the kill switch stays on", RestartCases::killSwitch),
                afterRestart("what was cancelled meanwhile is not done", RestartCases::cancelled));
    }

    private static Case afterRestart(String name, Case.Script script) {
        return new Case(GROUP, name, trial -> {
            if (!trial.canRestart()) {
                trial.cantRun("it is not known how the agent is started anew");
                return;
            }
            script.run(trial);
        });
    }

    private static void again(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft suspend = ProcessCases.suspend(trial, victim);
        trial.expect(suspend, 200, "");
        trial.isTrue(trial.victims.isSuspended(victim), "that it stands");
        trial.expect(ProcessCases.resume(trial, victim), 200, "");
        trial.restart(() -> {});
        trial.expect(suspend, 200, "");
        trial.settle();
        trial.isTrue(!trial.victims.isSuspended(victim), "that it is suspended once");
    }

    private static void leaseEnds(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        long end = trial.now() + 3_000;
        Draft suspend = ProcessCases.suspend(trial, victim).args(args -> args.put("stop_time", end));
        trial.expect(suspend, 200, "");
        trial.restart(() -> trial.waitUntil(end));
        trial.answered(suspend, 200, "");
        trial.goesOn(victim);
    }

    private static void leaseRunsOn(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        long end = trial.now() + 20_000;
        Draft suspend = ProcessCases.suspend(trial, victim).args(args -> args.put("stop_time", end));
        trial.expect(suspend, 200, "");
        trial.restart(() -> {});
        // An agent that was killed may read the order once more and answer it again: that answer ends no lease.
        trial.settle();
        trial.isTrue(trial.victims.isSuspended(victim) || trial.now() >= end, "that it stands until the lease ends");
        trial.waitUntil(end);
        trial.answered(suspend, 200, "");
        trial.goesOn(victim);
    }

    private static void oldState(Trial trial) throws IOException {
        long version = trial.now();
        DocumentCases.state(trial, version + 1, "", 200, "");
        trial.restart(() -> {});
        Victim victim = trial.victims.start(false);
        DocumentCases.state(trial, version, DocumentCases.entry(trial, victim), 403, "old");
        trial.isTrue(!trial.victims.isSuspended(victim), "that it goes on");
    }

    private static void killSwitch(Trial trial) throws IOException {
        if (trial.keys.killSwitch().isEmpty()) {
            trial.cantRun("the agent has no kill switch");
            return;
        }
        EnvelopeSigner operator = new EnvelopeSigner(trial.keys.killSwitch().get());
        Victim victim = trial.victims.start(false);
        long epoch = trial.now();
        DocumentCases.turn(trial, operator, epoch, true, 200, "");
        trial.restart(() -> {});
        trial.expect(trial.kill(victim), 503, "kill_switch");
        trial.lives(victim);
        DocumentCases.turn(trial, operator, epoch + 1, false, 200, "");
    }

    private static void cancelled(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft kill = trial.kill(victim);
        Draft cancel = trial.draft("cancel")
                .target("command", kill.payload().path("command_id").asText());
        trial.restart(() -> trial.send(trial.command(kill), trial.command(cancel)));
        trial.answered(kill, 403, "cancelled");
        trial.lives(victim);
    }
}
