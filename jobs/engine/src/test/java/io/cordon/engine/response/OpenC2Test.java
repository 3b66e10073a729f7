package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.rule.Response.Action;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order's bytes are a contract: agents verify and read exactly these. */
class OpenC2Test {
    private static final String GOLDEN = """
            {"action":"stop","target":{"process":{"pid":4242,"name":"a.exe","command_line":"a.exe -enc \\"ü\\"",\
            "executable":{"path":"C:\\\\Users\\\\ann\\\\AppData\\\\Local\\\\Temp\\\\a.exe"}}},\
            "args":{"start_time":1772366400000,"stop_time":1772366700000,"response_requested":"complete",\
            "x-cordon":{"tenant":"acme","endpoint":"ws1","entity":"{e-1}","start":1772366399000000,"tree":true,\
            "user":"CORP\\\\ann","session":"0x3e9","why":{"finding":"f1","version":1,"rule":"rule-1",\
            "title":"Encoded PowerShell","rule_hash":"hash-1","rule_set":"set-1","policy":"policy p, line 3",\
            "gate":"mode is block, evidence is confirmed and fresh, target is not protected",\
            "events":["ev-1","ev-2"]}}},"command_id":"ee37551d115a65af70bb86f640975a53"}""";

    private final Cases one = new Cases();

    @Test
    void theOrderIsTheseBytes() {
        assertThat(order("kill-tree", "").payload()).isEqualTo(GOLDEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill|stop|{\"process\":{\"pid\":4242,\"name\":\"a.exe\",\"command_line\":\"a\",\"executable\":{\"path\":\"/t/a.exe\"}}}",
                "suspend|contain|{\"process\":{\"pid\":4242,\"name\":\"a.exe\",\"command_line\":\"a\",\"executable\":{\"path\":\"/t/a.exe\"}}}",
                "quarantine-file|contain|{\"file\":{\"path\":\"/t/f\",\"hashes\":{\"sha256\":\"ab\"}}}",
                "deny-hash|deny|{\"file\":{\"hashes\":{\"sha256\":\"ab\"}}}",
                "isolate|contain|{\"device\":{\"device_id\":\"ws1\"}}",
                "isolate-selective|contain|{\"device\":{\"device_id\":\"ws1\"}}",
                "delete-registry-value|delete|{\"x-cordon:registry_value\":{\"key\":\"HKLM\\\\Run\",\"value\":\"v\"}}",
                "delete-service|delete|{\"x-cordon:service\":{\"name\":\"s\"}}",
                "delete-task|delete|{\"x-cordon:task\":{\"name\":\"t\"}}",
                "delete-wmi-subscription|delete|{\"x-cordon:wmi_subscription\":{\"name\":\"w\"}}"
            })
    void eachActionHasItsActionAndTarget(String action, String verb, String target) throws Exception {
        one.target = new Target("ws1", "{e-1}", 4242, Cases.EVIDENCE, "/t/a.exe", "a", "CORP\\ann", null)
                .with(Map.of(
                        Thing.FILE.key(), "/t/f",
                        Thing.SHA256.key(), "ab",
                        Thing.REGISTRY_KEY.key(), "HKLM\\Run",
                        Thing.REGISTRY_VALUE.key(), "v",
                        Thing.SERVICE.key(), "s",
                        Thing.TASK.key(), "t",
                        Thing.WMI_SUBSCRIPTION.key(), "w"));
        JsonNode payload = payload(order(action, ""));

        assertThat(payload.path("action").asText()).isEqualTo(verb);
        assertThat(payload.path("target").toString()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONTAIN_USER|contain|{\"x-cordon:user\":{\"sid\":\"S-1-5-21-9\",\"name\":\"CORP\\\\eve\"}}|203.0.113.9",
                "CONTAIN_ADDRESS|deny|{\"ipv4_net\":\"203.0.113.9/32\"}|203.0.113.9",
                "CONTAIN_ADDRESS|deny|{\"ipv4_net\":\"203.0.113.9/32\"}|::ffff:203.0.113.9",
                "CONTAIN_ADDRESS|deny|{\"ipv6_net\":\"2001:db8:0:0:0:0:0:9/128\"}|2001:DB8::9"
            })
    void whatAPersonApprovedHasItsActionAndTarget(Action action, String verb, String written, String address)
            throws Exception {
        Target target = Cases.thing(Map.of(Thing.USER, "CORP\\eve", Thing.SID, "S-1-5-21-9", Thing.ADDRESS, address));
        Decision.Order order = OpenC2.order(
                one.build(),
                action,
                target,
                Cases.endpoints("").of("ws1"),
                java.util.List.of(),
                1,
                2,
                new OpenC2.Why("p", "g", ""));

        assertThat(payload(order).path("action").asText()).isEqualTo(verb);
        assertThat(payload(order).path("target").toString()).isEqualTo(written);
    }

    @Test
    void whatBrakesCountBesideTheTargetStandsInIt() throws Exception {
        one.target =
                Cases.target(4242, "/t/a.exe").with(Map.of(Thing.SHA256.key(), "ab", Thing.INDICATOR.key(), "i-1"));
        JsonNode cordon = payload(order("kill", "")).at("/args/x-cordon");

        assertThat(cordon.path("sha256").asText()).isEqualTo("ab");
        assertThat(cordon.at("/why/indicator").asText()).isEqualTo("i-1");
    }

    @Test
    void whatHoldsForATimeIsALeaseWithAnEnd() throws Exception {
        JsonNode isolation = payload(order("isolate", "duration: 2h"));

        assertThat(isolation.at("/args/stop_time").longValue())
                .isEqualTo(isolation.at("/args/start_time").longValue() + 7_200_000);
        String lease = isolation.at("/args/x-cordon/lease").asText();
        one.finding = "f2";
        assertThat(payload(order("isolate", "")).at("/args/x-cordon/lease").asText())
                .as("whichever finding wants it")
                .isNotEmpty()
                .isEqualTo(lease);
        assertThat(payload(order("kill", "duration: 2h")).at("/args/x-cordon").has("lease"))
                .isFalse();
    }

    @Test
    void anIsolationSaysWhatStaysOpen() throws Exception {
        assertThat(payload(order("isolate", "")).at("/args/x-cordon/isolation").asText())
                .isEqualTo("full");
        JsonNode selective = payload(order("isolate-selective", "")).at("/args/x-cordon");
        assertThat(selective.path("isolation").asText()).isEqualTo("selective");
        assertThat(selective.path("allow").toString()).isEqualTo("[\"10.0.0.9\"]");
    }

    @ParameterizedTest
    @CsvSource({"domain-controller", "dns", "dhcp"})
    void whatOthersNeedIsClosedPortByPortAndNeverWhole(String role) throws Exception {
        JsonNode isolation = payload(order("isolate", "", ", role: " + role)).at("/args/x-cordon");

        assertThat(isolation.has("isolation")).isFalse();
        assertThat(isolation.path("ports")).isNotEmpty().allSatisfy(port -> {
            assertThat(port.path("port").intValue()).isNotIn(53, 67, 68, 88, 123, 135, 389, 445, 464, 636, 3268, 3269);
            assertThat(port.path("protocol").asText()).isIn("tcp", "udp");
            assertThat(port.path("direction").asText()).isIn("in", "out");
        });
    }

    @ParameterizedTest
    @CsvSource({"kill-tree", "suspend", "isolate", "quarantine-file"})
    void anOrderHasAbsoluteTimesAndNoDuration(String action) throws Exception {
        JsonNode args = payload(order(action, "duration: 1h")).path("args");

        assertThat(args.has("duration")).isFalse();
        assertThat(args.path("start_time").longValue()).isEqualTo(Cases.EVIDENCE / 1000);
        assertThat(args.path("stop_time").longValue()).isGreaterThan(Cases.EVIDENCE / 1000);
    }

    @Test
    void whatIsNotKnownOfTheTargetIsLeftOut() {
        one.target = new Target("ws1", "{e-1}", 4242, Cases.EVIDENCE, "/tmp/a", null, null, null);

        assertThat(order("kill-tree", "").payload())
                .doesNotContain("null")
                .doesNotContain("user")
                .doesNotContain("command_line");
    }

    @Test
    void aLoneSurrogateInACommandLineStaysReadable() throws Exception {
        one.target = new Target("ws1", "{e-1}", 4242, Cases.EVIDENCE, "/tmp/a", "a \ud800 b", null, null);

        byte[] sent = order("kill-tree", "").payload().getBytes(StandardCharsets.UTF_8);

        assertThat(new ObjectMapper()
                        .readTree(sent)
                        .at("/target/process/command_line")
                        .asText())
                .isEqualTo("a ? b");
    }

    private Decision.Order order(String action, String more) {
        return order(action, more, "");
    }

    private Decision.Order order(String action, String more, String record) {
        String policy = "policies: [{mode: block, response: " + action + (more.isEmpty() ? "" : ", " + more) + "}]\n"
                + "allow: [10.0.0.9]";
        String endpoint = "{endpoint: ws1, group: g, antivirus: none, automation: full" + record + "}";
        Decision decision = new Containment(
                        Cases.policy(policy), Cases.endpoints(endpoint), ProtectedProcesses.builtIn())
                .decide(one.build(), Cases.EVIDENCE + Cases.SECOND, id -> false)
                .get(0);
        assertThat(decision).isInstanceOf(Decision.Order.class);
        return (Decision.Order) decision;
    }

    private static JsonNode payload(Decision.Order order) throws Exception {
        return new ObjectMapper().readTree(order.payload());
    }
}
