package io.cordon.contain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs commands with Ed25519.
 *
 * <p>The signature covers purpose, payload type, key id and the payload's bytes as carried, each with its length before it, so that
 * no part can be taken for another and nobody encodes anew to verify.
 */
final class CommandSigner {
    static final String PURPOSE = "cordon/command";
    static final String PAYLOAD_TYPE = "application/openc2+json;version=1.0";
    static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;
    private final String keyId;

    private CommandSigner(PrivateKey key, String keyId) {
        this.key = key;
        this.keyId = keyId;
    }

    /**
     * Reads a private key as {@code cordon keys create} writes it.
     *
     * @throws IllegalArgumentException where the text is no such key; it never shows the key
     */
    static CommandSigner of(String pem) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            byte[] publicKey = publicKeyOf((EdECPrivateKey) key);
            return new CommandSigner(
                    key,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--key: expected an Ed25519 private key in PEM, as `cordon keys create` writes it", e);
        }
    }

    String keyId() {
        return keyId;
    }

    byte[] sign(byte[] payload) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signed(PURPOSE, PAYLOAD_TYPE, keyId, payload));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the key was read as an Ed25519 key
        }
    }

    /** The bytes that a signature covers. */
    static byte[] signed(String purpose, String payloadType, String keyId, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] part : new byte[][] {
                purpose.getBytes(StandardCharsets.UTF_8),
                payloadType.getBytes(StandardCharsets.UTF_8),
                keyId.getBytes(StandardCharsets.UTF_8),
                payload
            }) {
                out.writeInt(part.length);
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** The JDK derives the public key from the seed only when it generates a pair, so it is given the seed as randomness. */
    private static byte[] publicKeyOf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new IllegalArgumentException("the key does not show its seed"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        return generator.generateKeyPair().getPublic().getEncoded();
    }
}
