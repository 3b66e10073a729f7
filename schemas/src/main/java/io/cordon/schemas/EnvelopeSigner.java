package io.cordon.schemas;

import io.cordon.wire.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;

/** Puts payloads into envelopes that it signs with Ed25519: the same payload gives the same envelope, byte by byte. */
public final class EnvelopeSigner {
    private final PrivateKey key;
    private final String keyId;

    public EnvelopeSigner(KeyPair pair) {
        this.key = pair.getPrivate();
        this.keyId = KeyPairFile.keyId(pair.getPublic());
    }

    /**
     * The envelope around a payload, whose fields it repeats.
     *
     * @param endpoint empty where all of the tenant's are meant
     * @param id the command's id, or a document's name
     */
    public Command envelope(
            Purpose purpose,
            String tenant,
            String endpoint,
            String id,
            String payload,
            long startMillis,
            long stopMillis) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return Command.newBuilder()
                .setTenant(tenant)
                .setEndpoint(endpoint)
                .setCommandId(id)
                .setPurpose(purpose.text())
                .setPayloadType(purpose.payloadType())
                .setPayload(ByteBuffer.wrap(bytes))
                .setKeyId(keyId)
                .setAlgorithm(CommandSignature.ALGORITHM)
                .setSignature(ByteBuffer.wrap(sign(purpose, bytes)))
                .setStartTime(startMillis)
                .setStopTime(stopMillis)
                .build();
    }

    private byte[] sign(Purpose purpose, byte[] payload) {
        try {
            Signature signature = Signature.getInstance(CommandSignature.ALGORITHM);
            signature.initSign(key);
            signature.update(CommandSignature.input(purpose.text(), purpose.payloadType(), keyId, payload));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every key pair here is of Ed25519
        }
    }
}
