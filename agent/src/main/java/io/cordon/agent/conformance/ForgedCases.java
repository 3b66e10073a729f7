package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.wire.Command;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who may order what. */
final class ForgedCases {
    private static final String GROUP = "forged";

    private ForgedCases() {}

    static List<Case> all() {
        return List.of(
                new Case(GROUP, "an unknown key orders nothing", trial -> {
                    Victim victim = trial.victims.start(false);
                    Draft kill = trial.kill(victim);
                    trial.send(trial.command(kill.signed(trial.keys.unknown())));
                    trial.answered(kill, 401, "key");
                    trial.lives(victim);
                }),
                signedBy("a retired key orders nothing", KitKeys::retired, 401, "retired"),
                signedBy("a key that is trusted for something else orders nothing", KitKeys::killSwitch, 403, "role"),
                altered("an unknown key under a known key's id orders nothing", 401, "signature", (trial, command) -> {
                    Command forged = trial.draft("x").signed(trial.keys.unknown());
                    return Command.newBuilder(command).setSignature(forged.getSignature());
                }),
                altered(
                        "another command's signature signs nothing",
                        401,
                        "signature",
                        (trial, command) -> Command.newBuilder(command)
                                .setSignature(trial.draft("stop")
                                        .signed(trial.keys.signer())
                                        .getSignature())),
                altered(
                        "an empty signature signs nothing",
                        401,
                        "signature",
                        (trial, command) -> Command.newBuilder(command).setSignature(ByteBuffer.wrap(new byte[0]))),
                altered(
                        "another algorithm signs nothing",
                        400,
                        "purpose",
                        (trial, command) -> Command.newBuilder(command).setAlgorithm("none")),
                altered(
                        "what is signed for another purpose orders nothing",
                        400,
                        "purpose",
                        (trial, command) -> Command.newBuilder(command).setPurpose("cordon/policy")),
                altered(
                        "what is signed as another type orders nothing",
                        400,
                        "purpose",
                        (trial, command) -> Command.newBuilder(command).setPayloadType("application/json")));
    }

    private interface Change {
        Command.Builder of(Trial trial, Command command);
    }

    private static Case altered(String name, int status, String refusal, Change change) {
        return new Case(GROUP, name, trial -> {
            Victim victim = trial.victims.start(false);
            Draft kill = trial.kill(victim);
            Command command = kill.signed(trial.keys.signer());
            trial.send(trial.command(change.of(trial, command).build()));
            trial.answered(kill, status, refusal);
            trial.lives(victim);
        });
    }

    private static Case signedBy(String name, Function<KitKeys, Optional<KeyPair>> key, int status, String refusal) {
        return new Case(GROUP, name, trial -> {
            Optional<KeyPair> pair = key.apply(trial.keys);
            if (pair.isEmpty()) {
                trial.cantRun("the agent was given no such key");
                return;
            }
            Victim victim = trial.victims.start(false);
            Draft kill = trial.kill(victim);
            trial.send(trial.command(kill.signed(new EnvelopeSigner(pair.get()))));
            trial.answered(kill, status, refusal);
            trial.lives(victim);
        });
    }
}
