package io.cordon.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event names for each action, and that nothing half known is meant. */
class NamedTest {
    private static final String SHA256 = "AB".repeat(32);
    private static final String HASHES = "SHA1=0,SHA256=" + SHA256;

    @Test
    void aFileIsTheOneThatTheEventNames() {
        EndpointEvent created = event(Activity.FILE_CREATE)
                .column(Column.FILE_PATH, "C:\\t\\x.exe")
                .column(Column.EXECUTABLE, "C:\\w\\winword.exe")
                .column(Column.HASHES, HASHES)
                .build();
        EndpointEvent started = event(Activity.PROCESS_START)
                .column(Column.EXECUTABLE, "C:\\t\\x.exe")
                .column(Column.HASHES, HASHES)
                .column(Column.SIGNER, "Contoso")
                .build();
        EndpointEvent loaded = event(Activity.IMAGE_LOAD)
                .column(Column.LIBRARY_PATH, "C:\\t\\x.dll")
                .column(Column.HASHES, HASHES)
                .build();

        assertThat(Named.by(Action.QUARANTINE_FILE, Role.FILE, created))
                .as("the hashes are of the process that made it")
                .isEqualTo(Map.of("file", "C:\\t\\x.exe"));
        assertThat(Named.by(Action.QUARANTINE_FILE, Role.FILE, started))
                .isEqualTo(Map.of("file", "C:\\t\\x.exe", "sha256", "ab".repeat(32), "signer", "Contoso"));
        assertThat(Named.by(Action.DENY_HASH, Role.FILE, loaded))
                .isEqualTo(Map.of("file", "C:\\t\\x.dll", "sha256", "ab".repeat(32)));
    }

    @Test
    void aFileThatAProcessWroteIsKnownByWhatTheEventSaysOfTheFile() {
        EndpointEvent detected = event(Activity.FILE_EXECUTABLE_DETECTED)
                .column(Column.FILE_PATH, "C:\\t\\x.exe")
                .column(Column.HASHES, HASHES)
                .build();
        EndpointEvent created = event(Activity.FILE_CREATE)
                .column(Column.FILE_PATH, "C:\\t\\x.exe")
                .column(Column.HASHES, HASHES)
                .build();

        assertThat(Named.done(detected))
                .isEqualTo(Map.of("written", "C:\\t\\x.exe", "written_sha256", "ab".repeat(32)));
        assertThat(Named.done(created))
                .as("the hashes are of the process that made it")
                .isEmpty();
    }

    @Test
    void aStartSaysInWhichTreeItStands() {
        EndpointEvent started = event(Activity.PROCESS_START)
                .column(Column.EXECUTABLE, "C:\\t\\x.exe")
                .column(Column.COMMAND_LINE, "x.exe")
                .column(Column.PARENT_EXECUTABLE, "C:\\t\\y.exe")
                .column(Column.PARENT_COMMAND_LINE, "y.exe 1")
                .build();

        assertThat(Named.image(started)).containsEntry("tree", "y.exe > x.exe: x.exe < y.exe <n>");
    }

    @Test
    void anAccountIsWhoActedOrWhoLoggedOn() {
        EndpointEvent logon = event(Activity.LOGON)
                .column(Column.USER, "CORP\\svc")
                .field("TargetUserName", "eve")
                .field("TargetDomainName", "CORP")
                .field("TargetUserSid", "S-1-5-21-9")
                .build();

        assertThat(Named.by(Action.CONTAIN_USER, Role.USER, logon)).isEqualTo(Map.of("user", "CORP\\svc"));
        assertThat(Named.by(Action.CONTAIN_USER, Role.TARGET, logon))
                .isEqualTo(Map.of("user", "CORP\\eve", "sid", "S-1-5-21-9"));
    }

    @Test
    void anAddressIsTheOtherEndOrTheOneThatCalled() {
        EndpointEvent connected = event(Activity.NETWORK_CONNECT)
                .column(Column.SOURCE_IP, "10.0.0.1")
                .column(Column.DESTINATION_IP, "203.0.113.9")
                .build();

        assertThat(Named.by(Action.CONTAIN_ADDRESS, Role.TARGET, connected))
                .isEqualTo(Map.of("address", "203.0.113.9"));
        assertThat(Named.by(Action.CONTAIN_ADDRESS, Role.SOURCE, connected)).isEqualTo(Map.of("address", "10.0.0.1"));
    }

    @Test
    void whatTheAttackLeftGoesByItsName() {
        EndpointEvent set = event(Activity.REGISTRY_SET)
                .column(Column.REGISTRY_PATH, "HKLM\\Software\\Run\\Update")
                .build();
        EndpointEvent service =
                event(Activity.SERVICE_INSTALL).field("ServiceName", "evil").build();
        EndpointEvent task = event(Activity.OTHER).field("TaskName", "\\evil").build();
        EndpointEvent consumer =
                event(Activity.WMI_SUBSCRIPTION).field("Name", " \"evil\"").build();
        EndpointEvent bound = event(Activity.WMI_SUBSCRIPTION)
                .field("Consumer", "\"\\\\.\\ROOT\\subscription:CommandLineEventConsumer.Name=\\\"evil\\\"\"")
                .build();
        EndpointEvent taken = event(Activity.WMI_SUBSCRIPTION)
                .field("CONSUMER", "ActiveScriptEventConsumer=\"evil\"")
                .build();

        assertThat(Named.by(Action.DELETE_REGISTRY_VALUE, Role.OBJECT, set))
                .isEqualTo(Map.of("registry_key", "HKLM\\Software\\Run", "registry_value", "Update"));
        assertThat(Named.by(Action.DELETE_SERVICE, Role.OBJECT, service)).isEqualTo(Map.of("service", "evil"));
        assertThat(Named.by(Action.DELETE_TASK, Role.OBJECT, task)).isEqualTo(Map.of("task", "\\evil"));
        assertThat(Named.by(Action.DELETE_WMI_SUBSCRIPTION, Role.OBJECT, consumer))
                .isEqualTo(Map.of("wmi_subscription", "evil"));
        assertThat(Named.by(Action.DELETE_WMI_SUBSCRIPTION, Role.OBJECT, bound))
                .isEqualTo(Map.of("wmi_subscription", "evil"));
        assertThat(Named.by(Action.DELETE_WMI_SUBSCRIPTION, Role.OBJECT, taken))
                .isEqualTo(Map.of("wmi_subscription", "evil"));
    }

    @Test
    void aStreamsFileIsTheOneThatHasTheStream() {
        EndpointEvent marked = event(Activity.STREAM_CREATE)
                .column(Column.FILE_PATH, "C:\\t\\bill.js:Zone.Identifier")
                .build();

        assertThat(Named.by(Action.QUARANTINE_FILE, Role.FILE, marked)).isEqualTo(Map.of("file", "C:\\t\\bill.js"));
    }

    @Test
    void whatAnEventDoesNotNameInFullIsNotMeant() {
        EndpointEvent bare = event(Activity.REGISTRY_ADD)
                .column(Column.REGISTRY_PATH, "HKLM\\Software\\Run")
                .field("ServiceName", "-")
                .field("TaskName", " ")
                .field("Name", "some value")
                .build();

        for (Action action : Action.values()) {
            assertThat(Named.by(action, action.usual(), bare))
                    .as(action.written())
                    .isEmpty();
        }
    }

    private static EndpointEvent.Builder event(Activity activity) {
        return EndpointEvent.builder()
                .tenant("acme")
                .endpoint("ws1")
                .id("e")
                .position("f:1")
                .time(1, Clock.UTC)
                .activity(activity);
    }
}
