package io.cordon.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.MultiValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizerTest {
    private static final Normalizer NORMALIZER = Normalizer.builtIn();
    private static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";
    private static final String GUID = "{5D7C1A2B-0001-5F90-8710-000000000700}";

    private static final String FLAT_START = """
            {"Channel": "%s", "EventID": 1, "Hostname": "WS1.corp.example", "SourceName": "Microsoft-Windows-Sysmon",
             "RecordNumber": 7, "EventTime": "2024-05-01 06:00:00", "@timestamp": "2024-05-01T10:00:03.5Z", "host": "collector",
             "UtcTime": "2024-05-01 10:00:00.123", "ProcessGuid": "%s", "ProcessId": "4242", "Image": "C:\\\\a\\\\cmd.exe",
             "ParentProcessGuid": "{5D7C1A2B-0000-5F90-8710-000000000700}", "ParentProcessId": "17"}""".formatted(SYSMON, GUID);

    @Test
    void aSysmonStartHasTheSensorsTimeEntityAndParent() {
        EndpointEvent event = mapped(FLAT_START);

        assertThat(event.activity()).isEqualTo(Activity.PROCESS_START);
        assertThat(event.endpoint()).isEqualTo("ws1.corp.example");
        assertThat(event.clock()).isEqualTo(Clock.UTC);
        assertThat(event.time()).isEqualTo(micros("2024-05-01T10:00:00.123Z"));
        assertThat(event.recordTime()).isEqualTo(micros("2024-05-01T06:00:00Z"));
        assertThat(event.entity()).isEqualTo("5d7c1a2b-0001-5f90-8710-000000000700");
        assertThat(event.parentEntity()).isEqualTo("5d7c1a2b-0000-5f90-8710-000000000700");
        assertThat(event.pid()).isEqualTo(4242);
        assertThat(event.parentPid()).isEqualTo(17);
        assertThat(event.column(Column.EXECUTABLE)).isEqualTo("C:\\a\\cmd.exe");
        assertThat(event.fields()).doesNotContainKeys("host", "@timestamp");
    }

    @Test
    void aRecordSentAgainByAnotherWayIsTheSameEvent() {
        String again = FLAT_START.replace("10:00:03.5Z", "10:07:00Z").replace("\"collector\"", "\"other\"");

        assertThat(mapped(again).id()).isEqualTo(mapped(FLAT_START).id());
    }

    @Test
    void aNumberThatStartsAgainAfterTheLogWasClearedIsAnotherEvent() {
        String later = FLAT_START.replace("10:00:00.123", "11:00:00.123");

        assertThat(mapped(later).id()).isNotEqualTo(mapped(FLAT_START).id());
    }

    @Test
    void withoutANumberTheSourcePositionTellsCopiesApart() {
        String unnumbered = FLAT_START.replace("\"RecordNumber\": 7, ", "");

        assertThat(mapped(unnumbered, "f:1").id())
                .isNotEqualTo(mapped(unnumbered, "f:2").id());
        assertThat(mapped(unnumbered, "f:1").id())
                .isEqualTo(mapped(unnumbered, "f:1").id());
    }

    @Test
    void aListIsSeveralValuesOfItsField() {
        String lists = FLAT_START.replace(
                "\"RecordNumber\": 7, ",
                "\"RecordNumber\": 7, \"args\": [\"cmd\", null, 3], \"one\": [\"x\"], \"none\": [],"
                        + " \"stack\": [{\"a\": 1}, {\"a\": 2}], ");
        Map<String, String> fields = mapped(lists).fields();

        assertThat(MultiValue.values(fields.getOrDefault("args", ""))).containsExactly("cmd", "3");
        assertThat(MultiValue.values(fields.getOrDefault("stack", ""))).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(fields).containsEntry("one", "x").doesNotContainKey("none");
    }

    @Test
    void sysmonsNetworkEventsKeepTheRecordsTime() {
        EndpointEvent event = mapped(FLAT_START.replace("\"EventID\": 1,", "\"EventID\": 3,"));

        assertThat(event.activity()).isEqualTo(Activity.NETWORK_CONNECT);
        assertThat(event.clock()).isEqualTo(Clock.RECORD);
        assertThat(event.time()).isEqualTo(micros("2024-05-01T06:00:00Z"));
    }

    @Test
    void inSecurity4688TheProcessIdIsTheCreators() {
        EndpointEvent event = mapped("""
                {"winlog": {"channel": "Security", "event_id": 4688, "computer_name": "ws1", "record_id": 9,
                 "provider_name": "Microsoft-Windows-Security-Auditing", "event_data":
                 {"NewProcessId": "0x1092", "ProcessId": "0x11", "NewProcessName": "C:\\\\a\\\\cmd.exe"}},
                 "@timestamp": "2024-05-01T10:00:00Z"}""");

        assertThat(event.activity()).isEqualTo(Activity.PROCESS_START);
        assertThat(event.service()).isEqualTo("security");
        assertThat(event.clock()).isEqualTo(Clock.RECORD);
        assertThat(event.pid()).isEqualTo(0x1092);
        assertThat(event.parentPid()).isEqualTo(0x11);
        assertThat(event.column(Column.EXECUTABLE)).isEqualTo("C:\\a\\cmd.exe");
    }

    @Test
    void scriptBlocksBelongToTheProcessInTheHeader() {
        EndpointEvent event = mapped("""
                {"Event": {"System": {"EventID": {"#text": 4104}, "Channel": "Microsoft-Windows-PowerShell/Operational",
                 "Computer": "WS1", "EventRecordID": 3, "TimeCreated": {"#attributes": {"SystemTime": "2024-05-01T10:00:00.5Z"}},
                 "Provider": {"#attributes": {"Name": "Microsoft-Windows-PowerShell"}},
                 "Execution": {"#attributes": {"ProcessID": 99}}},
                 "EventData": {"Data": [{"@Name": "ScriptBlockText", "#text": "iex $a"}]}}}""");

        assertThat(event.activity()).isEqualTo(Activity.SCRIPT_BLOCK);
        assertThat(event.pid()).isEqualTo(99);
        assertThat(event.column(Column.SCRIPT_TEXT)).isEqualTo("iex $a");
    }

    @Test
    void anEcsDocumentIsReadByItsCategoryAndType() {
        EndpointEvent event = mapped("""
                {"ecs.version": "8.11", "@timestamp": "2024-05-01T10:00:00.5Z", "host": {"id": "h-1", "os": {"type": "windows"}},
                 "event": {"id": "e-1", "category": ["process"], "type": ["start"]},
                 "process": {"entity_id": "P1", "pid": 5, "executable": "C:\\\\a.exe", "parent": {"entity_id": "P0", "pid": 4}}}""");

        assertThat(event.id()).isEqualTo("e-1");
        assertThat(event.product()).isEqualTo("windows");
        assertThat(event.activity()).isEqualTo(Activity.PROCESS_START);
        assertThat(event.entity()).isEqualTo("p1");
        assertThat(event.column(Column.EXECUTABLE)).isEqualTo("C:\\a.exe");
    }

    @Test
    void anUnknownChannelIsAnEventOfItsOwnService() {
        EndpointEvent event = mapped(FLAT_START.replace(SYSMON, "Contoso/Admin"));

        assertThat(event.activity()).isEqualTo(Activity.OTHER);
        assertThat(event.service()).isEqualTo("contoso/admin");
    }

    @Test
    void anUnknownProcessGuidIsNoEntity() {
        assertThat(mapped(FLAT_START.replace(GUID, "{00000000-0000-0000-0000-000000000000}"))
                        .entity())
                .isNull();
    }

    static Stream<Arguments> unreadable() {
        byte[] big = new byte[10 * 1024 * 1024];
        Arrays.fill(big, (byte) ' ');
        return Stream.of(
                Arguments.of("", Reason.EMPTY),
                Arguments.of("   ", Reason.EMPTY),
                Arguments.of(FLAT_START.substring(0, 90), Reason.TRUNCATED),
                Arguments.of("<Event/>", Reason.NOT_JSON),
                Arguments.of(FLAT_START + "{}", Reason.NOT_JSON),
                Arguments.of("[1]", Reason.WRONG_TYPE),
                Arguments.of("{}", Reason.NO_MAPPING),
                Arguments.of(new String(big, StandardCharsets.US_ASCII), Reason.TOO_LARGE),
                Arguments.of(FLAT_START.replace("WS1.corp.example", "WS\u00001"), Reason.NUL_BYTES),
                Arguments.of(FLAT_START.replace("cmd.exe", "\\ud800"), Reason.LONE_SURROGATE),
                Arguments.of(FLAT_START.replace("\"EventID\": 1,", "\"EventID\": \"one\","), Reason.WRONG_TYPE),
                Arguments.of(FLAT_START.replace("2024-05-01 10:00:00.123", "soon"), Reason.WRONG_TYPE),
                Arguments.of(FLAT_START.replace("\"Hostname\"", "\"Host\""), Reason.NO_ENDPOINT),
                Arguments.of(FLAT_START.replace("2024-05-01 10:", "1601-01-01 10:"), Reason.IMPLAUSIBLE_TIME),
                Arguments.of(FLAT_START.replace("2024-05-01 10:", "2262-04-11 10:"), Reason.IMPLAUSIBLE_TIME),
                Arguments.of("{\"Channel\": \"Security\", \"EventID\": 4688, \"Hostname\": \"ws1\"}", Reason.NO_TIME));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadIsAValueWithItsReason(String record, Reason reason) {
        Normalized result = NORMALIZER.normalize("default", record.getBytes(StandardCharsets.UTF_8), at("f:1"));

        assertThat(result).isInstanceOfSatisfying(Normalized.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.detail()).isNotEmpty().hasSizeLessThan(400);
        });
    }

    static Stream<byte[]> halvesOfPairs() {
        byte[] raw = FLAT_START.replace("cmd.exe", "~~~").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '~') {
                System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 0, raw, i, 3);
                break;
            }
        }
        return Stream.of(
                FLAT_START.replace("cmd.exe", "\\uD83D").getBytes(StandardCharsets.UTF_8),
                FLAT_START.replace("\"Image\"", "\"\\udc00\"").getBytes(StandardCharsets.UTF_8),
                FLAT_START.replace("cmd.exe", "\\ud83d").getBytes(StandardCharsets.UTF_16LE),
                FLAT_START.replace("cmd.exe", "\\ud83d").getBytes(Charset.forName("UTF-32BE")),
                raw);
    }

    @ParameterizedTest
    @MethodSource("halvesOfPairs")
    void halfAPairIsRefusedHoweverItIsWritten(byte[] record) {
        assertThat(NORMALIZER.normalize("default", record, at("f:1")))
                .isInstanceOfSatisfying(
                        Normalized.Rejected.class,
                        rejected -> assertThat(rejected.detail()).isNotEmpty());
    }

    @Test
    void aWholePairIsAnOrdinaryCharacter() {
        assertThat(mapped(FLAT_START.replace("cmd.exe", "\\uD83D\\uDE00.exe")).column(Column.EXECUTABLE))
                .endsWith("\uD83D\uDE00.exe");
    }

    @Test
    void aMisspelledKeyInAMappingIsNamedWithWhatWasExpected() {
        assertThatThrownBy(() -> Normalizer.of("mine.yaml", "- {name: mine, wen: [a]}"))
                .hasMessageContaining("mine.yaml")
                .hasMessageContaining("wen")
                .hasMessageContaining("when");
    }

    private static EndpointEvent mapped(String record) {
        return mapped(record, "f:1");
    }

    private static EndpointEvent mapped(String record, String position) {
        Normalized result = NORMALIZER.normalize("default", record.getBytes(StandardCharsets.UTF_8), at(position));
        assertThat(result).isInstanceOf(Normalized.Mapped.class);
        return ((Normalized.Mapped) result).event();
    }

    private static Origin at(String position) {
        return new Origin(position, EndpointEvent.ABSENT, null);
    }

    private static long micros(String iso) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(iso));
    }
}
