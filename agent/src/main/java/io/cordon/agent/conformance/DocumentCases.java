package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.schemas.EnvelopeSigner;
import java.io.IOException;
import java.util.List;

/** Desired states and the kill switch. */
final class DocumentCases {
    private static final String STATE = "desired state";
    private static final String SWITCH = "kill switch";

    private DocumentCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        STATE,
                        "a new one begins and ends leases, an old one or a tombstone changes nothing",
                        DocumentCases::versions),
                new Case(STATE, "an expired one changes nothing", DocumentCases::expired),
                new Case(STATE, "one by an unknown key changes nothing", DocumentCases::forged),
                new Case(STATE, "what ends nothing by itself is refused in it", DocumentCases::kill),
                new Case(SWITCH, "while it is on nothing is contained and what lets go passes", DocumentCases::on),
                new Case(SWITCH, "the key that signs commands does not turn it", DocumentCases::role));
    }

    private static void versions(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        long version = trial.now();
        state(trial, version + 1, entry(trial, victim), 200, "");
        trial.isTrue(trial.victims.isSuspended(victim), "that it stands");
        state(trial, version, "", 403, "old");
        trial.send(trial.desiredState(trial.keys.signer(), "none", 0, 0, "").bytes(null));
        trial.settle();
        trial.isTrue(trial.victims.isSuspended(victim), "that it still stands");
        state(trial, version + 2, "", 200, "");
        trial.isTrue(!trial.victims.isSuspended(victim), "that it goes on");
    }

    private static void expired(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        String id = trial.freshId();
        trial.send(trial.desiredState(
                trial.keys.signer(), id, trial.now() + 10, trial.now() - 1_000, entry(trial, victim)));
        trial.answered(id, 403, "expired");
        trial.isTrue(!trial.victims.isSuspended(victim), "that it goes on");
    }

    private static void forged(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        String id = trial.freshId();
        trial.send(trial.desiredState(
                trial.keys.unknown(), id, trial.now() + 10, trial.now() + Trial.MINUTE, entry(trial, victim)));
        trial.answered(id, 401, "key");
        trial.isTrue(!trial.victims.isSuspended(victim), "that it goes on");
    }

    private static void kill(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        state(trial, trial.now() + 10, entry(trial, victim).replace("\"contain\"", "\"stop\""), 400, "payload");
        trial.lives(victim);
    }

    private static void on(Trial trial) throws IOException {
        if (trial.keys.killSwitch().isEmpty()) {
            trial.cantRun("the agent has no kill switch");
            return;
        }
        EnvelopeSigner operator = new EnvelopeSigner(trial.keys.killSwitch().get());
        Victim victim = trial.victims.start(false);
        Victim suspended = trial.victims.start(false);
        trial.expect(ProcessCases.suspend(trial, suspended), 200, "");
        long epoch = trial.now();
        turn(trial, operator, epoch + 1, true, 200, "");
        Draft kill = trial.kill(victim);
        trial.expect(kill, 503, "kill_switch");
        turn(trial, operator, epoch, false, 403, "old");
        trial.expect(kill, 503, "kill_switch");
        trial.lives(victim);
        trial.expect(ProcessCases.resume(trial, suspended), 200, "");
        trial.isTrue(!trial.victims.isSuspended(suspended), "that a suspended process can be let go");
        turn(trial, operator, epoch + 2, false, 200, "");
        trial.expect(kill, 200, "");
        trial.isGone(victim);
    }

    private static void role(Trial trial) throws IOException {
        turn(trial, trial.keys.signer(), trial.now() + 10, true, 403, "role");
        Victim victim = trial.victims.start(false);
        trial.expect(trial.kill(victim), 200, "");
        trial.isGone(victim);
    }

    static void state(Trial trial, long version, String entries, int status, String refusal) {
        String id = trial.freshId();
        trial.send(trial.desiredState(trial.keys.signer(), id, version, trial.now() + Trial.MINUTE, entries));
        trial.answered(id, status, refusal);
    }

    static void turn(Trial trial, EnvelopeSigner signer, long epoch, boolean on, int status, String refusal) {
        String id = trial.freshId();
        trial.send(trial.killSwitch(signer, id, epoch, on));
        trial.answered(id, status, refusal);
    }

    static String entry(Trial trial, Victim victim) {
        Draft suspend = ProcessCases.suspend(trial, victim);
        suspend.payload().put("lease", suspend.payload().remove("command_id").asText());
        return suspend.payload().toString();
    }
}
