package io.cordon.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records of an attack from one host to the next, as a sensor writes them. */
final class RecordedAttack {
    /** What an attacker may write to have a page run or hide something. */
    static final String HOSTILE =
            "x.exe </title><script>alert(1)</script><img src=http://evil.example/a onerror=alert(2)>"
                    + "'\"&lt; \u202Egnp.exe {{{title}}}";

    private static final Instant BEGIN = Instant.parse("2024-05-01T10:00:00Z");
    private static final String DESK_IP = "10.1.0.5";

    private final List<String> lines = new ArrayList<>();

    /** From a document to a shell that calls WMI on a server, where what it starts runs something hostile. */
    static RecordedAttack overWmi() {
        return new RecordedAttack()
                .starts(
                        "desk",
                        0,
                        "d-1",
                        "w-0",
                        "C:\\Office\\winword.exe",
                        "C:\\Windows\\explorer.exe",
                        "winword a.docm",
                        "0x11")
                .starts(
                        "desk",
                        4,
                        "d-2",
                        "d-1",
                        "C:\\Windows\\System32\\cmd.exe",
                        "C:\\Office\\winword.exe",
                        "cmd /c suspicious",
                        "0x11")
                .starts(
                        "desk",
                        6,
                        "d-3",
                        "d-2",
                        "C:\\Windows\\System32\\wbem\\WMIC.exe",
                        "C:\\Windows\\System32\\cmd.exe",
                        "wmic /node:server process call create x",
                        "0x11")
                .calls(7, "d-3", "C:\\Windows\\System32\\wbem\\WMIC.exe", 50_001, 49_700)
                .logsOn("server", 8, "0xaa", 50_001)
                .starts(
                        "server",
                        9,
                        "s-1",
                        "s-0",
                        "C:\\x.exe",
                        "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe",
                        HOSTILE,
                        "0xaa")
                .starts(
                        "server",
                        3_700,
                        "s-2",
                        "s-1",
                        "C:\\Windows\\System32\\cmd.exe",
                        "C:\\x.exe",
                        "cmd /c suspicious",
                        "0xaa");
    }

    /** The same, but what runs on the desk had started before anything was recorded. */
    static RecordedAttack byACallerThatRanBefore() {
        RecordedAttack attack = overWmi();
        attack.lines.removeIf(line -> line.contains("{d-") && line.contains("CommandLine"));
        return attack;
    }

    /** The same, with a shell that starts thousands of processes. */
    static RecordedAttack of(int processes) {
        RecordedAttack attack = overWmi();
        for (int i = attack.lines.size(); i < processes; i++) {
            String parent = i % 7 == 0 ? "s-2" : i % 50 == 1 ? "s-1" : "p-" + (i - i % 7);
            String command = i % 211 == 0 ? "tool suspicious " + i : "tool " + i;
            attack.starts(
                    "server",
                    3_700 + i,
                    "p-" + i,
                    parent,
                    "C:\\tools\\tool" + i % 9 + ".exe",
                    "C:\\x.exe",
                    command,
                    "0xaa");
        }
        return attack;
    }

    private RecordedAttack starts(
            String host,
            int at,
            String entity,
            String parent,
            String image,
            String parentImage,
            String command,
            String session) {
        ObjectNode line = sysmon(host, at, 1)
                .put("ProcessGuid", '{' + entity + '}')
                .put("ProcessId", pid(entity))
                .put("Image", image)
                .put("CommandLine", command)
                .put("ParentProcessGuid", '{' + parent + '}')
                .put("ParentProcessId", pid(parent))
                .put("ParentImage", parentImage)
                .put("User", "CORP\\ann")
                .put("LogonId", session);
        return add(line);
    }

    private RecordedAttack calls(int at, String entity, String image, int port, int served) {
        return add(sysmon("desk", at, 3)
                .put("ProcessGuid", '{' + entity + '}')
                .put("ProcessId", pid(entity))
                .put("Image", image)
                .put("Initiated", "true")
                .put("SourceIp", DESK_IP)
                .put("SourcePort", Integer.toString(port))
                .put("DestinationIp", "10.1.0.9")
                .put("DestinationPort", Integer.toString(served)));
    }

    private RecordedAttack logsOn(String host, int at, String session, int port) {
        return add(record(host, at, "Security", 4624)
                .put("LogonType", "3")
                .put("TargetLogonId", session)
                .put("TargetUserName", "ann")
                .put("IpAddress", DESK_IP)
                .put("IpPort", Integer.toString(port)));
    }

    private ObjectNode sysmon(String host, int at, int code) {
        String utc = BEGIN.plusSeconds(at).toString().replace('T', ' ').replace("Z", ".000");
        return record(host, at, "Microsoft-Windows-Sysmon/Operational", code).put("UtcTime", utc);
    }

    private ObjectNode record(String host, int at, String channel, int code) {
        return new ObjectMapper()
                .createObjectNode()
                .put("Channel", channel)
                .put("EventID", code)
                .put("Hostname", host)
                .put("RecordNumber", lines.size() + 1)
                .put("TimeCreated", BEGIN.plusSeconds(at).toString());
    }

    private static String pid(String entity) {
        return Integer.toString(entity.hashCode() & 0xffff);
    }

    private RecordedAttack add(ObjectNode line) {
        lines.add(line.toString());
        return this;
    }

    /** Writes the records. */
    Path write(Path file) throws IOException {
        return Files.write(file, lines);
    }

    /** Writes rules that find the attack. */
    static Path rules(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("suspicious.yml"), """
                title: A suspicious command
                id: r-suspicious
                level: high
                tags: [attack.execution, attack.t1059.003]
                logsource: {product: windows, category: process_creation}
                detection: {sel: {CommandLine|contains: suspicious}, condition: sel}
                """);
        Files.writeString(folder.resolve("hostile.yml"), """
                title: Something <b>hostile</b>
                id: r-hostile
                level: medium
                tags: [attack.defense-evasion, attack.t1036]
                logsource: {product: windows, category: process_creation}
                detection: {sel: {CommandLine|contains: script}, condition: sel}
                """);
        return folder;
    }
}
