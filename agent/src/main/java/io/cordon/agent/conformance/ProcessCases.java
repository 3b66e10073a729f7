package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The right process, or none. */
final class ProcessCases {
    private static final String GROUP = "process";

    private ProcessCases() {}

    static List<Case> all() {
        return List.of(
                new Case(GROUP, "the process that is meant is killed", ProcessCases::kill),
                new Case(GROUP, "its tree is killed if that is meant", ProcessCases::killTree),
                new Case(GROUP, "its children live if the tree is not meant", ProcessCases::killOne),
                new Case(GROUP, "a process with another start time is not touched", ProcessCases::otherStart),
                new Case(GROUP, "a process with another entity is not touched", ProcessCases::otherEntity),
                new Case(GROUP, "a pid that nobody has is not found", ProcessCases::nobody),
                new Case(GROUP, "a protected process is not touched", ProcessCases::protectedOne),
                new Case(GROUP, "a suspended process goes on when it is let go", ProcessCases::letGo),
                new Case(GROUP, "a suspended process goes on when the lease ends", ProcessCases::leaseEnds));
    }

    private static void kill(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Victim decoy = trial.victims.start(false);
        trial.expect(trial.kill(victim), 200, "");
        trial.isGone(victim);
        trial.lives(decoy);
    }

    private static void killTree(Trial trial) throws IOException {
        Victim victim = trial.victims.start(true);
        trial.expect(trial.kill(victim).cordon(args -> args.put("tree", true)), 200, "");
        trial.isGone(victim);
        trial.isTrue(!trial.victims.isChildAlive(victim), "that its child has ended");
    }

    private static void killOne(Trial trial) throws IOException {
        Victim victim = trial.victims.start(true);
        trial.expect(trial.kill(victim), 200, "");
        trial.isGone(victim);
        trial.isTrue(trial.victims.isChildAlive(victim), "that its child lives");
    }

    private static void otherStart(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        for (long apart : new long[] {-1_000_000, 1_000_000}) {
            long start = victim.startMicros() + apart;
            trial.expect(trial.draft("stop").process(victim.pid(), victim.entity(), start), 403, "start");
        }
        trial.lives(victim);
    }

    private static void otherEntity(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Victim other = trial.victims.start(false);
        trial.expect(trial.draft("stop").process(victim.pid(), other.entity(), victim.startMicros()), 404, "");
        trial.lives(victim);
        trial.lives(other);
    }

    private static void nobody(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        trial.expect(trial.kill(victim), 200, "");
        trial.expect(trial.kill(victim), 404, "");
    }

    private static void protectedOne(Trial trial) throws IOException {
        Optional<Victim> known = trial.victims.protectedOne();
        if (known.isEmpty()) {
            trial.cantRun("no protected process is known");
            return;
        }
        trial.expect(trial.kill(known.get()), 403, "");
        trial.lives(known.get());
    }

    private static void letGo(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        trial.expect(suspend(trial, victim), 200, "");
        trial.isTrue(trial.victims.isSuspended(victim), "that it stands");
        trial.expect(resume(trial, victim), 200, "");
        trial.isTrue(!trial.victims.isSuspended(victim), "that it goes on");
    }

    private static void leaseEnds(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft suspend = suspend(trial, victim).args(args -> args.put("stop_time", trial.now() + 3_000));
        trial.expect(suspend, 200, "");
        trial.isTrue(trial.victims.isSuspended(victim), "that it stands");
        trial.answered(suspend, 200, ""); // once more, when the lease has ended
        trial.isTrue(!trial.victims.isSuspended(victim), "that it goes on when the lease has ended");
    }

    static Draft suspend(Trial trial, Victim victim) {
        return trial.draft("contain").process(victim.pid(), victim.entity(), victim.startMicros());
    }

    static Draft resume(Trial trial, Victim victim) {
        return trial.draft("allow").process(victim.pid(), victim.entity(), victim.startMicros());
    }
}
