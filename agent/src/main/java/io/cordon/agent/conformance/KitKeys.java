package io.cordon.agent.conformance;

import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import java.security.KeyPair;
import java.util.Optional;

/**
 * What the kit signs with.
 *
 * @param commands trusted for commands and desired states
 * @param killSwitch trusted for the kill switch, or empty where the agent has none
 * @param retired trusted once, or empty where the agent knows no such key
 */
public record KitKeys(KeyPair commands, Optional<KeyPair> killSwitch, Optional<KeyPair> retired) {
    /** Keys of its own, for an agent that is started for the kit. */
    public static KitKeys generate() {
        return new KitKeys(
                KeyPairFile.generate(), Optional.of(KeyPairFile.generate()), Optional.of(KeyPairFile.generate()));
    }

    EnvelopeSigner signer() {
        return new EnvelopeSigner(commands);
    }

    EnvelopeSigner unknown() {
        return new EnvelopeSigner(KeyPairFile.generate());
    }
}
