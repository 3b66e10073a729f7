package io.cordon.contain;

import io.cordon.engine.response.Decision;
import io.cordon.schemas.CommandSignature;
import io.cordon.schemas.KeyPairFile;
import io.cordon.wire.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;

/** Puts orders into envelopes that it signs with Ed25519: the same order gives the same envelope, byte by byte. */
final class CommandSigner {
    private final PrivateKey key;
    private final String keyId;

    private CommandSigner(KeyPair pair) {
        this.key = pair.getPrivate();
        this.keyId = KeyPairFile.keyId(pair.getPublic());
    }

    /**
     * Reads a private key as {@code cordon keys create} writes it.
     *
     * @throws IllegalArgumentException where the text is no such key; it never shows the key
     */
    static CommandSigner of(String pem) {
        return new CommandSigner(KeyPairFile.readPrivate(pem));
    }

    Command envelope(String tenant, Decision.Order order) {
        byte[] payload = order.payload().getBytes(StandardCharsets.UTF_8);
        return Command.newBuilder()
                .setTenant(tenant)
                .setEndpoint(order.target().endpoint())
                .setCommandId(order.commandId())
                .setPurpose(CommandSignature.PURPOSE)
                .setPayloadType(CommandSignature.PAYLOAD_TYPE)
                .setPayload(ByteBuffer.wrap(payload))
                .setKeyId(keyId)
                .setAlgorithm(CommandSignature.ALGORITHM)
                .setSignature(ByteBuffer.wrap(sign(payload)))
                .setStartTime(order.startMillis())
                .setStopTime(order.stopMillis())
                .build();
    }

    private byte[] sign(byte[] payload) {
        try {
            Signature signature = Signature.getInstance(CommandSignature.ALGORITHM);
            signature.initSign(key);
            signature.update(
                    CommandSignature.input(CommandSignature.PURPOSE, CommandSignature.PAYLOAD_TYPE, keyId, payload));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the key was read as an Ed25519 key
        }
    }
}
