package io.cordon.agent.linux;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Images' SHA-256, each read once as long as it is not changed; the kernel keeps the time of a change, which no program sets. */
final class ImageHashes {
    private static final int MOST = 4_096;
    private static final int CHUNK = 64 << 10;

    private final Map<Map<String, Object>, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, Object>, String> eldest) {
            return size() > MOST;
        }
    };

    /** @throws IOException where the image can't be read, or the question was answered before it was read to its end */
    String of(ImageQuestion question) throws IOException {
        Map<String, Object> stamp = question.stamp();
        synchronized (known) {
            String hash = known.get(stamp);
            if (hash != null) {
                return hash;
            }
        }
        String hash = read(question);
        synchronized (known) {
            known.put(stamp, hash);
        }
        return hash;
    }

    private static String read(ImageQuestion question) throws IOException {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream content = question.content()) {
            for (int length = content.read(chunk); length >= 0; length = content.read(chunk)) {
                digest.update(chunk, 0, length);
                if (question.isAnswered()) {
                    throw new IOException("too late");
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
