package io.cordon.streaming;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.client.program.ProgramParametrizationException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that every job takes; a job adds its own. */
public class JobOptions implements Serializable {
    private static final long serialVersionUID = 1;

    @Option(names = "--kafka", required = true, description = "HOST:PORT, or a file of Kafka client properties.")
    private String kafka = "";

    @Option(names = "--registry", required = true, description = "URL, or a file of the registry client's properties.")
    private String registry = "";

    @Option(names = "--prefix", defaultValue = "", description = "Before topics, groups and transactional ids.")
    private String prefix = "";

    @Option(names = "--start", defaultValue = "committed", description = "earliest, latest, committed or an ISO time.")
    private String start = "committed";

    @Option(names = "--tenant", defaultValue = "default", description = "Whose records these are.")
    private String tenant = "default";

    /**
     * Reads a job's arguments.
     *
     * @throws ProgramParametrizationException where they are wrong, before a graph exists; Flink's client shows its message without a
     *     stack trace
     */
    public static <T extends JobOptions> T parse(T options, String[] arguments) {
        CommandLine command = new CommandLine(options);
        try {
            command.parseArgs(arguments);
            JobOptions read = options;
            read.check();
            return options;
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            throw new ProgramParametrizationException(e.getMessage() + "\n" + command.getUsageMessage());
        }
    }

    /** Checks what the parser does not; overridden by jobs with options of their own. */
    protected void check() {
        Start.parse(start);
        kafka();
        registry();
    }

    public Properties kafka() {
        Properties properties = new Properties();
        properties.putAll(read(kafka, "bootstrap.servers"));
        return properties;
    }

    public Map<String, String> registry() {
        return read(registry, "schema.registry.url");
    }

    public String topic(String name) {
        return prefix + name;
    }

    /** A consumer group or a transactional id. */
    public String group(String job) {
        return prefix + "cordon-" + job;
    }

    public Start start() {
        return Start.parse(start);
    }

    public String tenant() {
        return tenant;
    }

    /** The text of a file that an option names. */
    protected static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> read(String value, String addressKey) {
        if (value.contains("://") || !Files.isRegularFile(Path.of(value))) {
            return new HashMap<>(Map.of(addressKey, value));
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of(value))) {
            properties.load(text);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + value + ": " + e.getMessage(), e);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
