package io.cordon.engine.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The bytes of {@link StateSample}s as each version of their layouts wrote them, in hex: {@code SAMPLE.VERSION.hex}.
 *
 * <p>Whoever changes a layout, or that of a part of it, gives it a new version, teaches it to read the old one, and runs this
 * program after a build: it freezes what is not frozen yet and touches no file that is there. A file of a released version is never changed or removed; a
 * version that was never released may be frozen anew, by removing its files first.
 *
 * <pre>
 * mvn -DskipTests package
 * java -cp 'jobs/engine/target/classes:jobs/engine/target/test-classes:jobs/cli/target/lib/*' \
 *     io.cordon.engine.detect.FrozenState jobs/engine/src/test/resources/io/cordon/engine/state
 * </pre>
 */
public final class FrozenState {
    private static final int BYTES_PER_LINE = 32;

    private FrozenState() {}

    /**
     * Freezes what is not frozen yet.
     *
     * @param arguments the folder of the files
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (StateSample sample : StateSample.all()) {
            byte[] bytes = sample.bytes();
            Path file = folder.resolve(file(sample, StateSample.version(bytes)));
            if (Files.notExists(file)) {
                Files.writeString(file, hex(bytes));
                System.out.println("frozen: " + file);
            }
        }
    }

    static String file(StateSample sample, int version) {
        return sample.name() + "." + version + ".hex";
    }

    static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += BYTES_PER_LINE) {
            text.append(HexFormat.of().formatHex(bytes, at, Math.min(bytes.length, at + BYTES_PER_LINE)))
                    .append('\n');
        }
        return text.toString();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace("\n", ""));
    }
}
