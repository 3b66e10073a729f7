package io.cordon.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** A Flink configuration: what ships in flink-conf, with the lab's ports and folders over it. */
final class FlinkConf {
    private FlinkConf() {}

    /** Writes {@code config.yaml} into {@code to}. */
    static void write(Path shipped, Map<String, ?> over, Path to) {
        Path file = shipped.resolve("config.yaml");
        try {
            Map<String, Object> settings = new TreeMap<>();
            Object root = new Load(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> map) {
                flatten("", map, settings);
            }
            settings.putAll(over);
            Files.createDirectories(to);
            Files.writeString(
                    to.resolve("config.yaml"),
                    new Dump(DumpSettings.builder()
                                    .setDefaultFlowStyle(FlowStyle.BLOCK)
                                    .build())
                            .dumpToString(settings));
        } catch (IOException e) {
            throw new LabException("cannot read the Flink configuration " + file + ": " + e.getMessage(), e);
        }
    }

    private static void flatten(String prefix, Map<?, ?> from, Map<String, Object> to) {
        from.forEach((key, value) -> {
            if (value instanceof Map<?, ?> nested) {
                flatten(prefix + key + ".", nested, to);
            } else if (value != null) {
                to.put(prefix + key, value);
            }
        });
    }
}
