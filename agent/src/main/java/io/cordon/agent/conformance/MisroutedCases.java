package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Nothing outside the payload is obeyed, and what differs from it is refused. */
final class MisroutedCases {
    private static final String GROUP = "misrouted";

    private MisroutedCases() {}

    static List<Case> all() {
        return List.of(
                sent(
                        "under another endpoint's key it is refused",
                        400,
                        "routing",
                        sent -> sent.under(sent.key() + "-other")),
                sent("under no key it is refused", 400, "routing", sent -> sent.under("")),
                sent(
                        "on the topic of desired states it is refused",
                        400,
                        "purpose",
                        sent -> sent.on(Topics.DESIRED_STATE)),
                envelope(
                        "with another endpoint beside the payload it is refused",
                        command -> command.setEndpoint("other")),
                envelope("with another tenant beside the payload it is refused", command -> command.setTenant("other")),
                envelope("with an earlier start beside the payload it is refused", command -> command.setStartTime(0)),
                envelope(
                        "with a later stop beside the payload it is refused",
                        command -> command.setStopTime(Long.MAX_VALUE)),
                new Case(GROUP, "another endpoint's command is refused under this one's key", MisroutedCases::foreign),
                new Case(GROUP, "headers change nothing", MisroutedCases::headers),
                new Case(GROUP, "a tombstone changes nothing", trial -> {
                    Victim victim = trial.victims.start(false);
                    trial.send(trial.command(trial.kill(victim)).bytes(null));
                    trial.nothingWasDone();
                    trial.lives(victim);
                    trial.stillObeys();
                }));
    }

    private static void foreign(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft kill = trial.kill(victim).cordon("endpoint", "other");
        trial.send(trial.command(kill.signed(trial.keys.signer())));
        trial.answered(kill, 403, "foreign");
        Draft tenant = trial.kill(victim).cordon("tenant", "other");
        trial.send(trial.command(tenant.signed(trial.keys.signer())));
        trial.answered(tenant, 403, "foreign");
        trial.lives(victim);
    }

    private static void headers(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft expired = trial.kill(victim).args(args -> args.put("stop_time", trial.now() - 1_000));
        trial.send(trial.command(expired).with(Map.of("stop_time", "9999999999999", "key_id", "trusted")));
        trial.answered(expired, 403, "expired");
        trial.lives(victim);
        Draft kill = trial.kill(victim);
        trial.send(trial.command(kill).with(Map.of("endpoint", "other", "action", "allow")));
        trial.answered(kill, 200, "");
        trial.isGone(victim);
    }

    private static Case sent(String name, int status, String refusal, UnaryOperator<Sent> change) {
        return new Case(GROUP, name, trial -> {
            Victim victim = trial.victims.start(false);
            Draft kill = trial.kill(victim);
            trial.send(change.apply(trial.command(kill)));
            trial.answered(kill, status, refusal);
            trial.lives(victim);
        });
    }

    private static Case envelope(String name, UnaryOperator<Command.Builder> change) {
        return new Case(GROUP, name, trial -> {
            Victim victim = trial.victims.start(false);
            Draft kill = trial.kill(victim);
            trial.send(trial.command(change.apply(Command.newBuilder(kill.signed(trial.keys.signer())))
                    .build()));
            trial.answered(kill, 400, "routing");
            trial.lives(victim);
        });
    }
}
