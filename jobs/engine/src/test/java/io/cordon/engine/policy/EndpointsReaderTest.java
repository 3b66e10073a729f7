package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.policy.Role.Isolation;
import io.cordon.engine.rule.RuleError;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of an endpoint, and that nothing is assumed of one that no record names. */
class EndpointsReaderTest {
    private static final String RECORDS = """
            endpoints:
              - {endpoint: '*', group: rest, antivirus: none, automation: approval}
              - {endpoint: ws-*, group: workstations, antivirus: none, automation: full, criticality: low}
              - endpoint: [dc1, dc2]
                group: core
                role: [domain-controller, dns]
                antivirus: Contoso
                block-mode: on
                criticality: critical
                addresses: [10.0.0.1, '10.0.1.0/28']
            """;

    private final Endpoints endpoints = EndpointsReader.read("e.yml", RECORDS).endpoints();

    @ParameterizedTest
    @CsvSource({"ws-1,workstations", "WS-2,workstations", "dc1,core", "dc2,core", "mail,rest"})
    void theRecordThatSaysMostOfTheNameCounts(String endpoint, String group) {
        assertThat(endpoints.of(endpoint).group()).isEqualTo(group);
    }

    @Test
    void aRecordSaysItAll() {
        assertThat(EndpointsReader.read("e.yml", RECORDS).errors()).isEmpty();
        assertThat(endpoints.of("dc1"))
                .returns(Set.of(Role.DOMAIN_CONTROLLER, Role.DNS), Endpoint::roles)
                .returns(Criticality.CRITICAL, Endpoint::criticality)
                .returns(true, Endpoint::otherPrimary)
                .returns(true, Endpoint::blockMode)
                .returns(Automation.PROCESSES, Endpoint::automation)
                .returns(Isolation.PORTS, Endpoint::isolation);
        assertThat(endpoints.isNeeded("10.0.1.5")).isTrue();
        assertThat(endpoints.isNeeded("10.0.2.5")).isFalse();
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(Endpoints.NONE.of("ws-1").isKnown()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "workstation,WHOLE",
        "server,WHOLE",
        "domain-controller,PORTS",
        "dns,PORTS",
        "dhcp,PORTS",
        "gateway,NEVER",
        "hypervisor,NEVER",
        "cordon,NEVER",
        "'dns, hypervisor',NEVER",
        "'server, dhcp',PORTS"
    })
    void theMostCarefulRoleSaysHowItIsCutOff(String roles, Isolation isolation) {
        String record = "endpoints: [{endpoint: e, group: g, antivirus: none, role: [" + roles + "]}]";

        assertThat(EndpointsReader.read("e.yml", record).endpoints().of("e").isolation())
                .isEqualTo(isolation);
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThat(EndpointsReader.read("e.yml", """
                                endpoints:
                                  - {endpoint: a, grup: g, role: king, antivirus: none}
                                  - {endpoint: A, group: g}
                                  - {group: g, antivirus: none}
                                """).errors().stream()
                        .map(RuleError::toString)
                        .toList())
                .hasSize(6)
                .anyMatch(error -> error.startsWith("e.yml:2:19: expected one of endpoint, group"))
                .anyMatch(error -> error.startsWith("e.yml:2:5: expected the key 'group'"))
                .anyMatch(error -> error.startsWith("e.yml:2:34: expected one of workstation"))
                .anyMatch(error -> error.startsWith("e.yml:3:5: expected each endpoint once"))
                .anyMatch(error -> error.startsWith("e.yml:3:5: expected the key 'antivirus'"))
                .anyMatch(error -> error.startsWith("e.yml:4:5: expected the key 'endpoint'"));
    }
}
