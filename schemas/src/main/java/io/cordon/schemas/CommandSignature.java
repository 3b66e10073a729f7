package io.cordon.schemas;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a command's signature covers.
 *
 * <p>Purpose, payload type, key id and the payload's bytes as carried, each with its length before it (four bytes, the highest
 * first), so that no part can be taken for another, no signature made for something else is a command's, and nobody encodes anew
 * to verify.
 */
public final class CommandSignature {
    /** The purpose that commands are signed for. */
    public static final String PURPOSE = "cordon/command";

    public static final String PAYLOAD_TYPE = "application/openc2+json;version=1.0";
    public static final String ALGORITHM = KeyPairFile.ALGORITHM;

    private CommandSignature() {}

    /** The bytes to sign or to verify. */
    public static byte[] input(String purpose, String payloadType, String keyId, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] part : new byte[][] {utf8(purpose), utf8(payloadType), utf8(keyId), payload}) {
                out.writeInt(part.length);
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
