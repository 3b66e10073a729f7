package io.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What docs/asr.md says that policy may have done is done, to what the event is about, and what ends who acted ends them. */
class AttackSurfaceRemedyTest {
    private static final Path RULES = Path.of(System.getProperty("cordon.root")).resolve("rules/asr");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DRIVER = "01aa278b07b58dc46c84bd0b1b5c8e9ee4e62ea0bf7a695862444af32e87f1fd";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final List<String> events = new ArrayList<>();

    @Test
    void aSubscriptionIsDeletedByItsName() throws IOException {
        sysmon(
                21,
                Map.of(
                        "Operation", "Created",
                        "Consumer", "\"\\\\.\\ROOT\\subscription:CommandLineEventConsumer.Name=\\\"Updater\\\"\"",
                        "Filter", "\"\\\\.\\ROOT\\subscription:__EventFilter.Name=\\\"Updater\\\"\""));

        assertThat(targets("delete-wmi-subscription", "wmi_persistence.yml"))
                .containsExactly("{\"x-cordon:wmi_subscription\":{\"name\":\"Updater\"}}");
    }

    @Test
    void whatAServerOrAnApplicationWroteIsQuarantinedAndNotWhoWroteIt() throws IOException {
        started("{w-1}", "10", "C:\\Windows\\System32\\inetsrv\\w3wp.exe");
        sysmon(
                11,
                Map.of(
                        "ProcessGuid", "{w-1}",
                        "ProcessId", "10",
                        "Image", "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
                        "TargetFilename", "C:\\inetpub\\wwwroot\\a.aspx"));
        sysmon(
                11,
                Map.of(
                        "ProcessGuid", "{o-1}",
                        "ProcessId", "11",
                        "Image", "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE",
                        "TargetFilename", "C:\\Users\\ada\\a.exe"));
        sysmon(
                15,
                Map.of(
                        "ProcessGuid", "{c-1}",
                        "ProcessId", "12",
                        "Image", "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
                        "TargetFilename", "C:\\Users\\ada\\bill.js:Zone.Identifier",
                        "Contents", "[ZoneTransfer] ZoneId=3 HostUrl=https://mail.google.com/mail"));

        assertThat(targets(
                        "quarantine-file",
                        "webshell_creation.yml",
                        "office_executable_content.yml",
                        "email_executable_content.yml"))
                .containsExactly(
                        "{\"file\":{\"path\":\"C:\\\\inetpub\\\\wwwroot\\\\a.aspx\"}}",
                        "{\"file\":{\"path\":\"C:\\\\Users\\\\ada\\\\a.exe\"}}",
                        "{\"file\":{\"path\":\"C:\\\\Users\\\\ada\\\\bill.js\"}}");
    }

    @Test
    void whoWroteADriverIsEndedAndTheDriverTaken() throws IOException {
        started("{m-1}", "10", "C:\\Users\\ada\\mal.exe");
        sysmon(
                29,
                Map.of(
                        "ProcessGuid", "{m-1}",
                        "ProcessId", "10",
                        "Image", "C:\\Users\\ada\\mal.exe",
                        "TargetFilename", "C:\\Users\\ada\\r.sys",
                        "Hashes", "SHA256=" + DRIVER.toUpperCase(java.util.Locale.ROOT)));

        assertThat(targets("[kill, quarantine-file]", "vulnerable_signed_driver.yml", "vulnerable_drivers.yml"))
                .containsExactly(
                        "{\"process\":{\"pid\":10,\"name\":\"mal.exe\","
                                + "\"executable\":{\"path\":\"C:\\\\Users\\\\ada\\\\mal.exe\"}}}",
                        "{\"file\":{\"path\":\"C:\\\\Users\\\\ada\\\\r.sys\",\"hashes\":{\"sha256\":\"" + DRIVER
                                + "\"}}}");
    }

    private void started(String guid, String pid, String image) {
        sysmon(1, Map.of("ProcessGuid", guid, "ProcessId", pid, "Image", image));
    }

    private void sysmon(int code, Map<String, String> fields) {
        int second = events.size() + 1;
        ObjectNode event = JSON.createObjectNode()
                .put("Channel", "Microsoft-Windows-Sysmon/Operational")
                .put("EventID", code)
                .put("Hostname", "ws1")
                .put("RecordNumber", second)
                .put("TimeCreated", "2024-05-01T10:00:0" + second + "Z")
                .put("UtcTime", "2024-05-01 10:00:0" + second + ".000");
        fields.forEach(event::put);
        events.add(event.toString());
    }

    /** What is aimed at where policy wants this of what the pack's files find. */
    private List<String> targets(String response, String... files) throws IOException {
        Files.write(folder.resolve("events.jsonl"), events);
        Files.writeString(
                folder.resolve("p.yml"),
                "policy: p\npolicies: [{tag: asr, mode: block, response: " + response + "}]\n");
        Files.writeString(
                folder.resolve("e.yml"),
                "endpoints: [{endpoint: ws1, group: ws, antivirus: none, automation: full}]\n");
        List<String> arguments = new ArrayList<>(List.of("replay", "--rules"));
        for (String file : files) {
            arguments.add(RULES.resolve(file).toString());
        }
        for (String option : List.of("--events", "events.jsonl", "--policy", "p.yml", "--endpoints", "e.yml")) {
            arguments.add(
                    option.startsWith("--") ? option : folder.resolve(option).toString());
        }
        Path commands = folder.resolve("commands.jsonl");
        arguments.addAll(List.of("--commands", commands.toString()));
        StringWriter told = new StringWriter();
        CommandLine command = Cordon.commandLine();
        command.setOut(new PrintWriter(told, true)).setErr(new PrintWriter(told, true));
        assertThat(command.execute(arguments.toArray(String[]::new)))
                .as(told.toString())
                .isZero();
        List<String> targets = new ArrayList<>();
        for (String line : Files.readAllLines(commands)) {
            targets.add(JSON.readTree(line).path("target").toString());
        }
        return targets;
    }
}
