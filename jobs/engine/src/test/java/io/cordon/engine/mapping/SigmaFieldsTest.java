package io.cordon.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names by which Sigma's rules ask for fields, in records that say them otherwise. */
class SigmaFieldsTest {
    private static final Normalizer NORMALIZER = Normalizer.builtIn();

    /** Tags of which some converters write the attributes beside them. */
    private static final Pattern ATTRIBUTES =
            Pattern.compile("(Provider|TimeCreated|Execution|Security|Correlation)\": \\{");

    @ParameterizedTest
    @CsvSource({"md5, AA", "sha1, BB", "sha256, CC", "Imphash, DD", "Hashes, 'SHA1=BB,MD5=AA,SHA256=CC,IMPHASH=DD'"})
    void hashesHaveNamesOfTheirOwn(String field, String value) {
        assertThat(field(field, mapped("""
                {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1, "Hostname": "h", "RecordNumber": 1,
                 "UtcTime": "2024-05-01 10:00:00.000", "Hashes": "SHA1=BB,MD5=AA,SHA256=CC,IMPHASH=DD"}"""))).isEqualTo(value);
    }

    @Test
    void aHashThatStandsAloneIsFoundByAnyOfItsNames() {
        assertThat(field("md5", mapped("""
                {"ecs.version": "8.0", "@timestamp": "2024-05-01T10:00:00Z", "host.name": "h",
                 "process": {"hash": {"md5": "aa"}}}"""))).isEqualTo("aa");
        assertThat(field("md5", mapped("""
                {"Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1, "Hostname": "h", "RecordNumber": 1,
                 "UtcTime": "2024-05-01 10:00:00.000"}"""))).isNull();
    }

    /** Tags and attributes of a record's header, joined by an underscore. */
    @ParameterizedTest
    @CsvSource({
        "Channel, System",
        "EventID, 7045",
        "Provider_Name, SCM",
        "Provider_Guid, {g}",
        "Execution_ProcessID, 788",
        "Execution_ThreadID, 792",
        "EventRecordID, 11",
        "Security_UserID, S-1-5-18",
        "Correlation_ActivityID, {c}",
        "TimeCreated_SystemTime, 2024-05-01T10:00:00Z",
        "Computer, h"
    })
    void theHeaderOfWindowsEvents(String field, String value) {
        String evtx = """
                {"Event": {"System": {"Channel": "System", "Computer": "h", "EventRecordID": 11, "EventID": 7045,
                  "Provider": {"%1$sName": "SCM", "%1$sGuid": "{g}"}, "TimeCreated": {"%1$sSystemTime": "2024-05-01T10:00:00Z"},
                  "Execution": {"%1$sProcessID": 788, "%1$sThreadID": 792}, "Security": {"%1$sUserID": "S-1-5-18"},
                  "Correlation": {"%1$sActivityID": "{c}"}}, "EventData": {"ServiceName": "x"}}}""";
        String winlogbeat = """
                {"@timestamp": "2024-05-01T10:00:00Z", "winlog": {"channel": "System", "computer_name": "h", "record_id": 11,
                 "event_id": 7045, "provider_name": "SCM", "provider_guid": "{g}", "process": {"pid": 788, "thread": {"id": 792}},
                 "user": {"identifier": "S-1-5-18"}, "activity_id": "{c}", "event_data": {"ServiceName": "x"}}}""";

        assertThat(field(field, mapped(winlogbeat))).isEqualTo(value);
        assertThat(field(field, mapped(evtx.formatted("@")))).isEqualTo(value);
        assertThat(field(field, mapped(ATTRIBUTES.matcher(evtx.formatted("")).replaceAll("$1_attributes\": {"))))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0x0, 0x1", "0x9, 0x9"})
    void aStartsLogonSessionIsThatOfWhomItWasStartedFor(String target, String session) {
        assertThat(field("LogonId", mapped("""
                {"Channel": "Security", "EventID": 4688, "Hostname": "h", "RecordNumber": 1, "TimeCreated": "2024-05-01T10:00:00Z",
                 "SubjectLogonId": "0x1", "TargetLogonId": "%s"}""".formatted(target)))).isEqualTo(session);
    }

    private static @Nullable String field(String name, EndpointEvent event) {
        return FieldCatalogue.builtIn().resolve(name).in(event);
    }

    @Test
    void aRecordOfTheAuditLogHasTheFieldsThatSigmaNames() {
        EndpointEvent event = mapped("""
                {"ecs.version": "8.0", "@timestamp": "2024-05-01T10:00:00Z", "host.name": "h", "event.id": "1",
                 "event.dataset": "auditd.log", "event.category": "process", "event.type": "start",
                 "auditd": {"log": {"record_type": "EXECVE", "a0": "truncate", "a1": "-s"}},
                 "process": {"executable": "/usr/bin/truncate"}}""");

        assertThat(event.product()).isEqualTo("linux");
        assertThat(event.activity()).isEqualTo(Activity.PROCESS_START);
        assertThat(Stream.of("type", "a0", "a1", "exe", "comm")
                        .map(name -> FieldCatalogue.builtIn().resolve(name).in(event)))
                .containsExactly("EXECVE", "truncate", "-s", "/usr/bin/truncate", "truncate");
    }

    private static EndpointEvent mapped(String record) {
        Origin origin = new Origin("f:1", EndpointEvent.ABSENT, "f");
        Normalized result = NORMALIZER.normalize("default", record.getBytes(StandardCharsets.UTF_8), origin);
        assertThat(result).isInstanceOf(Normalized.Mapped.class);
        return ((Normalized.Mapped) result).event();
    }
}
