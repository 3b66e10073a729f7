package io.cordon.agent.linux;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.agent.Identity;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what the sensor sees as ECS, which ingest reads with its built-in mapping. */
final class EcsRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "8.17.0";
    private static final int EXIT_CODE = 256;

    private final Identity identity;
    private final Boot boot;
    private final UserNames users;

    EcsRecords(Identity identity, Boot boot, UserNames users) {
        this.identity = identity;
        this.boot = boot;
        this.users = users;
    }

    /**
     * A process's start, or the start of another image in it.
     *
     * @param action {@code fork}, {@code exec} or {@code already_running}
     * @param id the event's: the same whenever the same is told
     * @param micros when it was, in µs since 1970
     * @param parent who created it, where that is known
     */
    String start(Sensed process, String action, String id, long micros, @Nullable Sensed parent) {
        ObjectNode record = record("process", "start", action, id, micros);
        ObjectNode said = describe(record.putObject("process"), process);
        process.image.ifPresent(image -> {
            said.put("working_directory", image.workingDirectory());
            said.putObject("stdin").put("type", image.input());
            said.put("args_count", image.arguments().size());
            image.arguments().forEach(said.putArray("args")::add);
            ObjectNode user = record.putObject("user").put("id", Long.toString(image.uid()));
            users.name(image.uid()).ifPresent(name -> user.put("name", name));
        });
        ObjectNode above = said.putObject("parent");
        if (parent != null) {
            describe(above, parent);
        } else {
            above.put("pid", process.parentPid);
            process.parent.ifPresent(entity -> above.put("entity_id", entity));
        }
        return record.toString();
    }

    String end(Sensed process, int code, long micros) {
        ObjectNode record = record("process", "end", "end", process.entity + "-end", micros);
        describe(record.putObject("process"), process).put("exit_code", code / EXIT_CODE);
        return record.toString();
    }

    /** A connection that a process has made. */
    String connection(Sensed process, Connections.Made made, long micros) {
        ObjectNode record =
                record("network", "start", "connection_attempted", process.entity + "-socket-" + made.inode(), micros);
        describe(record.putObject("process"), process);
        put(record.putObject("source"), made.from());
        put(record.putObject("destination"), made.to());
        record.putObject("network")
                .put("transport", "tcp")
                .put("type", made.to().getAddress() instanceof Inet4Address ? "ipv4" : "ipv6")
                .put("direction", "egress");
        return record.toString();
    }

    private static void put(ObjectNode end, InetSocketAddress address) {
        end.put("ip", address.getAddress().getHostAddress()).put("port", address.getPort());
    }

    private ObjectNode record(String category, String type, String action, String id, long micros) {
        ObjectNode record = JSON.createObjectNode();
        record.put("@timestamp", Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
        record.putObject("ecs").put("version", VERSION);
        ObjectNode event =
                record.putObject("event").put("id", id).put("kind", "event").put("action", action);
        event.putArray("category").add(category);
        event.putArray("type").add(type);
        ObjectNode host = record.putObject("host").put("id", identity.endpoint());
        host.putObject("os").put("type", "linux");
        return record;
    }

    private ObjectNode describe(ObjectNode process, Sensed of) {
        process.put("entity_id", of.entity).put("pid", of.pid);
        process.put(
                "start",
                Instant.EPOCH
                        .plus(boot.startMicros(of.startTicks), ChronoUnit.MICROS)
                        .toString());
        Optional<ProcFs.Image> image = of.image;
        if (image.isPresent()) {
            String path = image.get().executable();
            process.put("executable", path);
            process.put("name", path.substring(path.lastIndexOf('/') + 1));
            process.put("command_line", String.join(" ", image.get().arguments()));
        }
        return process;
    }
}
