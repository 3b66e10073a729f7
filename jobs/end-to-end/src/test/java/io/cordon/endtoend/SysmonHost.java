package io.cordon.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.cli.Feed;
import io.cordon.cli.Recording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A host whose Sysmon tells of it through Winlogbeat, as it happens or some time after. */
final class SysmonHost {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int PROCESS_START = 1;
    private static final int PROCESS_TAMPERING = 25;

    private final String name;
    private final Feed feed;
    private final Duration ago;
    private final Map<String, String> guids = new HashMap<>();
    private int records;

    SysmonHost(String name, Feed feed) {
        this(name, feed, Duration.ZERO);
    }

    /** @param ago how long before it is told of it everything has happened */
    SysmonHost(String name, Feed feed, Duration ago) {
        this.name = name;
        this.feed = feed;
        this.ago = ago;
    }

    String name() {
        return name;
    }

    /** The process id that a process has by its name. */
    static long pid(String process) {
        return 1_000 + 4L * Math.floorMod(process.hashCode(), 10_000);
    }

    SysmonHost starts(String process, String parent, String image, String commandLine, String sha256) {
        Instant time = now();
        String guid = guid(process, time);
        ObjectNode says = says(time, guid, process, image)
                .put("CommandLine", commandLine)
                .put("User", "EXAMPLE\\ann")
                .put("Hashes", "SHA256=" + sha256)
                .put("ParentProcessGuid", guid(parent, time))
                .put("ParentProcessId", Long.toString(pid(parent)))
                .put("ParentImage", "C:\\Program Files\\" + parent + ".exe");
        return tells(PROCESS_START, time, says);
    }

    /** Another image takes the place of the one that the process was started with. */
    SysmonHost hollows(String process, String image) {
        Instant time = now();
        return tells(
                PROCESS_TAMPERING,
                time,
                says(time, guid(process, time), process, image).put("Type", "Image is replaced"));
    }

    private Instant now() {
        return Instant.now().minus(ago);
    }

    /** Of a process that was not seen to start the beginning is taken for what it is first named at. */
    private String guid(String process, Instant time) {
        return guids.computeIfAbsent(process, none -> {
            long second = time.getEpochSecond();
            return String.format(
                    Locale.ROOT,
                    "{%08x-%04x-%04x-0000-%012x}",
                    name.hashCode(),
                    second & 0xFFFF,
                    second >> 16 & 0xFFFF,
                    pid(process));
        });
    }

    private static ObjectNode says(Instant time, String guid, String process, String image) {
        return JSON.createObjectNode()
                .put("UtcTime", UTC_TIME.format(time))
                .put("ProcessGuid", guid)
                .put("ProcessId", Long.toString(pid(process)))
                .put("Image", image);
    }

    private SysmonHost tells(int event, Instant time, ObjectNode says) {
        ObjectNode record = JSON.createObjectNode().put("@timestamp", time.toString());
        ObjectNode winlog = record.putObject("winlog")
                .put("channel", "Microsoft-Windows-Sysmon/Operational")
                .put("event_id", event)
                .put("computer_name", name)
                .put("record_id", ++records)
                .put("provider_name", "Microsoft-Windows-Sysmon");
        winlog.set("event_data", says);
        feed.run(1, 1_000, number -> new Recording.Written(name, record.toString()));
        return this;
    }
}
