package io.cordon.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.Logsource;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import io.cordon.engine.rule.Scope;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sigma's taxonomy 2.1.0 as a table: which of Sigma's categories and services an event of the built-in sources belongs to. */
class TaxonomyTest {
    private static final Normalizer NORMALIZER = Normalizer.builtIn();
    private static final String CHANNELS = """
            {"Channel": "%s", "EventID": %d, "Hostname": "h", "RecordNumber": 1, "TimeCreated": "2024-05-01T10:00:00Z",
             "UtcTime": "2024-05-01 10:00:00.000"}""";

    @ParameterizedTest
    @CsvSource({
        "process_creation, 1",
        "file_change, 2",
        "network_connection, 3",
        "sysmon_status, 4",
        "process_termination, 5",
        "driver_load, 6",
        "image_load, 7",
        "create_remote_thread, 8",
        "raw_access_thread, 9",
        "process_access, 10",
        "file_event, 11",
        "registry_event, 12",
        "registry_add, 12",
        "registry_delete, 12",
        "registry_event, 13",
        "registry_set, 13",
        "registry_event, 14",
        "registry_rename, 14",
        "create_stream_hash, 15",
        "sysmon_status, 16",
        "pipe_created, 17",
        "pipe_created, 18",
        "wmi_event, 19",
        "wmi_event, 20",
        "wmi_event, 21",
        "dns_query, 22",
        "file_delete, 23",
        "clipboard_capture, 24",
        "process_tampering, 25",
        "file_delete_detected, 26",
        "file_block_executable, 27",
        "file_block_shredding, 28",
        "file_executable_detected, 29",
        "sysmon_error, 255"
    })
    void categoriesOfSysmon(String category, int code) {
        assertIsOf(category, "windows", event("Microsoft-Windows-Sysmon/Operational", code));
    }

    @ParameterizedTest
    @CsvSource({
        "process_creation, Security, 4688",
        "ps_module, Microsoft-Windows-PowerShell/Operational, 4103",
        "ps_module, PowerShellCore/Operational, 4103",
        "ps_script, Microsoft-Windows-PowerShell/Operational, 4104",
        "ps_script, PowerShellCore/Operational, 4104",
        "ps_classic_start, Windows PowerShell, 400",
        "ps_classic_provider_start, Windows PowerShell, 600",
        "ps_classic_script, Windows PowerShell, 800",
        "file_access, Microsoft-Windows-Kernel-File/Analytic, 12",
        "file_rename, Microsoft-Windows-Kernel-File/Analytic, 19",
        "file_delete, Microsoft-Windows-Kernel-File/Analytic, 26",
        "file_rename, Microsoft-Windows-Kernel-File/Analytic, 27",
        "file_event, Microsoft-Windows-Kernel-File/Analytic, 30"
    })
    void categoriesOfWindows(String category, String channel, int code) {
        assertIsOf(category, "windows", event(channel, code));
    }

    @ParameterizedTest
    @CsvSource({"process_creation, 1", "network_connection, 3", "file_event, 11", "file_delete, 23"})
    void categoriesOfSysmonForLinux(String category, int code) {
        assertIsOf(category, "linux", event("Linux-Sysmon/Operational", code));
    }

    @ParameterizedTest
    @CsvSource({"connection, 3, true", "connection, 22, false", "dns, 22, true", "dns, 3, false", "'', 3, true"})
    void networkEventsOfAnySource(String service, int code, boolean admitted) {
        String rule = """
                {title: t, logsource: {category: network, service: '%s'}, detection: {a: {b: c}, condition: a}}
                """.formatted(service);
        Scope scope = RuleParser.parse("r.yml", rule, Rule.Mode.AUDIT)
                .rules()
                .get(0)
                .rule()
                .scope();

        assertThat(scope.admits(event("Microsoft-Windows-Sysmon/Operational", code)))
                .isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "process_creation | linux | \"event.category\": \"process\", \"event.type\": \"start\"",
                "network_connection | linux | \"event.category\": \"network\", \"event.type\": \"start\"",
                "file_event | linux | \"event.category\": \"file\", \"event.type\": \"creation\"",
                "process_creation | macos | \"event.category\": \"process\", \"event.type\": \"start\"",
                "file_event | macos | \"event.category\": \"file\", \"event.type\": \"creation\"",
                "file_rename | windows | \"event.category\": \"file\", \"event.action\": \"rename\"",
                "file_access | windows | \"event.category\": \"file\", \"event.type\": \"access\"",
                "registry_set | windows | \"event.category\": \"registry\", \"event.type\": \"change\"",
                "image_load | windows | \"event.category\": \"library\"",
                "driver_load | windows | \"event.category\": \"driver\""
            })
    void categoriesOfEcs(String category, String product, String fields) {
        assertIsOf(category, product, mapped("""
                {"ecs.version": "8.0", "@timestamp": "2024-05-01T10:00:00Z", "host.name": "h", "event.id": "1",
                 "host.os.type": "%s", %s}""".formatted(product, fields)));
    }

    @ParameterizedTest
    @CsvSource({
        "application, Application",
        "application-experience, Microsoft-Windows-Application-Experience/Program-Telemetry",
        "application-experience, Microsoft-Windows-Application-Experience/Program-Compatibility-Assistant",
        "applocker, Microsoft-Windows-AppLocker/MSI and Script",
        "applocker, Microsoft-Windows-AppLocker/EXE and DLL",
        "applocker, Microsoft-Windows-AppLocker/Packaged app-Deployment",
        "applocker, Microsoft-Windows-AppLocker/Packaged app-Execution",
        "appmodel-runtime, Microsoft-Windows-AppModel-Runtime/Admin",
        "appxdeployment-server, Microsoft-Windows-AppXDeploymentServer/Operational",
        "appxpackaging-om, Microsoft-Windows-AppxPackaging/Operational",
        "bitlocker, Microsoft-Windows-BitLocker/BitLocker Management",
        "bits-client, Microsoft-Windows-Bits-Client/Operational",
        "capi2, Microsoft-Windows-CAPI2/Operational",
        "certificateservicesclient-lifecycle-system, Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
        "codeintegrity-operational, Microsoft-Windows-CodeIntegrity/Operational",
        "dhcp, Microsoft-Windows-DHCP-Server/Operational",
        "diagnosis-scripted, Microsoft-Windows-Diagnosis-Scripted/Operational",
        "dns-client, Microsoft-Windows-DNS Client Events/Operational",
        "dns-server, DNS Server",
        "dns-server-analytic, Microsoft-Windows-DNS-Server/Analytical",
        "dns-server-audit, Microsoft-Windows-DNS-Server/Audit",
        "driver-framework, Microsoft-Windows-DriverFrameworks-UserMode/Operational",
        "firewall-as, Microsoft-Windows-Windows Firewall With Advanced Security/Firewall",
        "hyper-v-worker, Microsoft-Windows-Hyper-V-Worker",
        "iis-configuration, Microsoft-IIS-Configuration/Operational",
        "kernel-event-tracing, Microsoft-Windows-Kernel-EventTracing",
        "kernel-shimengine, Microsoft-Windows-Kernel-ShimEngine/Operational",
        "kernel-shimengine, Microsoft-Windows-Kernel-ShimEngine/Diagnostic",
        "ldap, Microsoft-Windows-LDAP-Client/Debug",
        "lsa-server, Microsoft-Windows-LSA/Operational",
        "msexchange-management, MSExchange Management",
        "ntfs, Microsoft-Windows-Ntfs/Operational",
        "ntlm, Microsoft-Windows-NTLM/Operational",
        "openssh, OpenSSH/Operational",
        "powershell, Microsoft-Windows-PowerShell/Operational",
        "powershell-classic, Windows PowerShell",
        "printservice-admin, Microsoft-Windows-PrintService/Admin",
        "printservice-operational, Microsoft-Windows-PrintService/Operational",
        "security, Security",
        "security-mitigations, Microsoft-Windows-Security-Mitigations/Kernel Mode",
        "security-mitigations, Microsoft-Windows-Security-Mitigations/User Mode",
        "sense, Microsoft-Windows-SENSE/Operational",
        "servicebus-client, Microsoft-ServiceBus-Client/Operational",
        "servicebus-client, Microsoft-ServiceBus-Client/Admin",
        "shell-core, Microsoft-Windows-Shell-Core/Operational",
        "smbclient-security, Microsoft-Windows-SmbClient/Security",
        "sysmon, Microsoft-Windows-Sysmon/Operational",
        "system, System",
        "taskscheduler, Microsoft-Windows-TaskScheduler/Operational",
        "terminalservices-localsessionmanager, Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
        "vhdmp, Microsoft-Windows-VHDMP/Operational",
        "windefend, Microsoft-Windows-Windows Defender/Operational",
        "wmi, Microsoft-Windows-WMI-Activity/Operational"
    })
    void servicesOfWindows(String service, String channel) {
        EndpointEvent event = event(channel, 9999);

        assertThat(event.product()).isEqualTo("windows");
        assertThat(event.service()).isEqualTo(service);
    }

    @ParameterizedTest
    @CsvSource({
        "process_creation, ParentProcessGuid",
        "dns_query, QueryName",
        "network_connection, DestinationIp",
        "process_access, GrantedAccess",
        "image_load, ImageLoaded",
        "registry_set, Details",
        "file_event, TargetFilename"
    })
    void categoriesOfSysmonWithoutAHeader(String category, String field) {
        assertIsOf(category, "windows", mapped("""
                {"UtcTime": "2024-05-01 10:00:00.000", "ProcessId": "7", "%s": "{x}"}""".formatted(field)));
    }

    @ParameterizedTest
    @CsvSource({
        "process_creation, process, create",
        "process_termination, process, terminate",
        "registry_set, registry, set",
        "file_event, file, create",
        "network_connection, network, connect",
        "dns_query, dns, query",
        "image_load, image_load, load"
    })
    void categoriesOfEndgame(String category, String type, String subtype) {
        assertIsOf(category, "windows", mapped("""
                {"timestamp": "2024-05-01T10:00:00Z", "event_type": "%s", "subtype": "%s", "pid": 7}""".formatted(type, subtype)));
    }

    @ParameterizedTest
    @CsvSource({
        "auditd, auditd.log, auditctl",
        "auth, system.auth, login",
        "auth, system.auth, sshd",
        "auth, system.auth, sudo",
        "sshd, system.auth, sshd",
        "sudo, system.auth, sudo",
        "clamav, system.syslog, clamd",
        "cron, system.syslog, crontab",
        "cron, system.syslog, CRON",
        "guacamole, system.syslog, guacd",
        "vsftpd, system.syslog, vsftpd",
        "syslog, system.syslog, named",
        "syslog, system.syslog, vsftpd",
        "syslog, system.auth, sshd"
    })
    void servicesOfLinux(String service, String log, String program) {
        EndpointEvent event = mapped("""
                {"ecs.version": "8.0", "@timestamp": "2024-05-01T10:00:00Z", "host.name": "h", "event.id": "1",
                 "host.os.type": "linux", "event.dataset": "%s", "process.name": "%s", "message": "m"}""".formatted(log, program));

        assertThat(event.product()).isEqualTo("linux");
        assertThat(Logsource.services(service)).contains(event.service());
    }

    private static void assertIsOf(String category, String product, EndpointEvent event) {
        assertThat(Logsource.activities(category)).contains(event.activity());
        assertThat(event.product()).isEqualTo(product);
    }

    private static EndpointEvent event(String channel, int code) {
        return mapped(CHANNELS.formatted(channel, code));
    }

    private static EndpointEvent mapped(String record) {
        Origin origin = new Origin("f:1", EndpointEvent.ABSENT, "f");
        Normalized result = NORMALIZER.normalize("default", record.getBytes(StandardCharsets.UTF_8), origin);
        assertThat(result).isInstanceOf(Normalized.Mapped.class);
        return ((Normalized.Mapped) result).event();
    }
}
