package io.cordon.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What bytes are known by, in hex. */
final class Digest {
    static final String SHA256 = "sha256";

    /** By their names in OpenC2. */
    private static final Map<String, String> ALGORITHMS = Map.of("md5", "MD5", "sha1", "SHA-1", SHA256, "SHA-256");

    private Digest() {}

    /** The SHA-256 of bytes. */
    static String of(ByteBuffer bytes) {
        MessageDigest digest = sha256();
        digest.update(bytes.duplicate());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256 of a text. */
    static String of(String text) {
        return of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * A file's hashes.
     *
     * @param names {@code md5}, {@code sha1} or {@code sha256}; without any the file is not read
     */
    static Map<String, String> of(Path file, Set<String> names) throws IOException {
        Map<String, MessageDigest> digests = new TreeMap<>();
        names.forEach(name -> digests.put(name, digest(ALGORITHMS.getOrDefault(name, name))));
        if (!digests.isEmpty()) {
            read(file, digests);
        }
        Map<String, String> hashes = new TreeMap<>();
        digests.forEach((name, digest) -> hashes.put(name, HexFormat.of().formatHex(digest.digest())));
        return hashes;
    }

    private static void read(Path file, Map<String, MessageDigest> digests) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (MessageDigest digest : digests.values()) {
                    digest.update(buffer, 0, read);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + " vanished", e);
        }
    }

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
