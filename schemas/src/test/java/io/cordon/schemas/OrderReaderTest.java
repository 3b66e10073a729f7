package io.cordon.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.schemas.OrderTarget.Isolation;
import io.cordon.schemas.OrderTarget.Isolation.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every order of the contract is read, and nothing that is not fully understood. */
class OrderReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHA256 = "ab".repeat(32);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            stop    | {"process":{"pid":7,"name":"x"}}                          | KILL
            contain | {"process":{"pid":7}}                                     | SUSPEND
            allow   | {"process":{"pid":7}}                                     | RESUME
            contain | {"file":{"path":"/tmp/x"}}                                | QUARANTINE
            restore | {"file":{"path":"/tmp/x"}}                                | RESTORE
            contain | {"device":{"hostname":"ws1"}}                             | ISOLATE
            allow   | {"device":{"device_id":"ws1"}}                            | RELEASE
            contain | {"x-cordon:user":{"sid":"S-1-5-21-1","name":"ann"}}       | CONTAIN_USER
            allow   | {"x-cordon:user":{"name":"ann"}}                          | RELEASE_USER
            deny    | {"ipv4_net":"198.51.100.0/24"}                            | DENY_ADDRESS
            allow   | {"ipv6_net":"2001:db8::1"}                                | ALLOW_ADDRESS
            delete  | {"x-cordon:registry_value":{"key":"HKLM\\\\\\\\a","value":"b"}} | DELETE_REGISTRY_VALUE
            delete  | {"x-cordon:service":{"name":"x"}}                         | DELETE_SERVICE
            delete  | {"x-cordon:task":{"name":"x"}}                            | DELETE_TASK
            delete  | {"x-cordon:wmi_subscription":{"name":"x"}}                | DELETE_WMI_SUBSCRIPTION
            restore | {"x-cordon:registry_value":{"key":"HKLM\\\\\\\\a","value":"b"}} | RESTORE_REGISTRY_VALUE
            restore | {"x-cordon:service":{"name":"x"}}                         | RESTORE_SERVICE
            restore | {"x-cordon:task":{"name":"x"}}                            | RESTORE_TASK
            restore | {"x-cordon:wmi_subscription":{"name":"x"}}                | RESTORE_WMI_SUBSCRIPTION
            cancel  | {"command":"c0"}                                          | CANCEL
            """)
    void readsEveryOrderOfTheContract(String action, String target, Verb verb) {
        assertThat(order(action, target, ",\"isolation\":\"full\"").verb()).isEqualTo(verb);
    }

    @Test
    void readsHashesInAnyCase() {
        String file = "{\"file\":{\"hashes\":{\"sha256\":\"" + SHA256.toUpperCase(Locale.ROOT) + "\"}}}";

        assertThat(order("deny", file, "").target())
                .isEqualTo(new OrderTarget.File(Optional.empty(), Map.of("sha256", SHA256)));
    }

    @Test
    void readsAStandingOrder() {
        String behaviour = "{\"x-cordon:behaviour\":{\"rule\":\"r1\"}}";

        for (HookMode mode : HookMode.values()) {
            assertThat(order("deny", behaviour, ",\"mode\":\"" + mode.written() + "\"")
                            .target())
                    .isEqualTo(new OrderTarget.Behaviour("r1", mode));
        }
        assertThat(OrderReader.command(json("deny", behaviour, ",\"mode\":\"perhaps\"")))
                .isEqualTo(new OrderReader.Outcome.Malformed("`args.x-cordon.mode` is block, warn or audit"));
    }

    @Test
    void readsAnIsolation() {
        String device = "{\"device\":{\"hostname\":\"ws1\"}}";

        assertThat(order("contain", device, ",\"isolation\":\"selective\",\"allow\":[\"10.0.0.0/8\",\"::1\"]")
                        .target())
                .isEqualTo(new OrderTarget.Device(new Isolation(
                        Scope.SELECTIVE,
                        List.of(new IpBlock("10.0.0.0", 8, false), new IpBlock("0:0:0:0:0:0:0:1", 128, true)),
                        List.of())));
        assertThat(order("contain", device, ",\"ports\":[{\"port\":445,\"protocol\":\"tcp\",\"direction\":\"in\"}]")
                        .target())
                .isEqualTo(new OrderTarget.Device(
                        new Isolation(Scope.PORTS, List.of(), List.of(new OrderTarget.Port(445, "tcp", true)))));
    }

    @Test
    void anOrderIsALeaseOfItsOwnUnlessItNamesOne() {
        String address = "{\"ipv4_net\":\"198.51.100.7\"}";

        assertThat(order("deny", address, "").lease()).isEqualTo("c1");
        assertThat(order("deny", address, "").sequence()).isEqualTo(Order.UNORDERED);
        assertThat(order("deny", address, ",\"lease\":\"l1\",\"sequence\":4").lease())
                .isEqualTo("l1");
        assertThat(order("deny", address, ",\"lease\":\"l1\",\"sequence\":4").sequence())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            stop    | {"process":{"pid":"7"}}                | `target.process.pid` is a whole number
            contain | {"file":{"path":""}}                   | `target.file.path` is a text
            contain | {"file":{"path":"/x","size":1}}        | `target.file.size` is not known
            deny    | {"file":{"path":"/x"}}                 | `target.file.hashes.sha256` is a text
            deny    | {"file":{"hashes":{"sha256":"ab"}}}    | `target.file.hashes.sha256` has 64 hexadecimal digits
            deny    | {"ipv4_net":"ws1.example.org"}         | `target.ipv4_net` is an address or a block of addresses
            deny    | {"ipv4_net":"::1"}                     | `target.ipv4_net` is an address or a block of addresses
            deny    | {"ipv4_net":"10.0.0.0/33"}             | `target.ipv4_net` is an address or a block of addresses
            contain | {"device":{"hostname":"ws1"}}          | `args.x-cordon.isolation` is a text
            deny    | {"x-cordon:behaviour":{"rule":"r"}}    | `args.x-cordon.mode` is a text
            deny    | {"x-cordon:behaviour":{"rule":"r","unless":1}} | `target.x-cordon:behaviour.unless` is not known
            contain | {"x-cordon:user":{"sid":"S-1-5-21-1"}} | `target.x-cordon:user.name` is a text
            contain | {"file":{"path":"/x/a","name":"b"}}    | `target.file.name` is the last part of the path
            contain | {"file":{"path":"/x","hashes":{"md5":"ab"}}} | `target.file.hashes.md5` has other digits
            allow   | {"device":{}}                          | `target.device` has a device_id or a hostname
            allow   | {"device":{"hostname":7}}              | `target.device.hostname` is a text
            stop    | {"process":{"pid":7},"file":{}}        | `target` has one field
            cancel  | {"command":7}                          | `target.command` is a text
            """)
    void saysWhatItExpected(String action, String target, String why) {
        assertThat(OrderReader.command(json(action, target, "")))
                .isEqualTo(new OrderReader.Outcome.Malformed(why.replace("`", "`")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"isolation\":\"most\"",
                ",\"isolation\":\"full\",\"allow\":[\"10.0.0.1\"]",
                ",\"isolation\":\"selective\",\"allow\":[\"any\"]",
                ",\"isolation\":\"selective\",\"allow\":\"10.0.0.1\"",
                ",\"isolation\":\"full\",\"ports\":[{\"port\":445,\"protocol\":\"tcp\",\"direction\":\"in\"}]",
                ",\"ports\":[{\"port\":0,\"protocol\":\"tcp\",\"direction\":\"in\"}]",
                ",\"ports\":[{\"port\":445,\"protocol\":\"icmp\",\"direction\":\"in\"}]",
                ",\"ports\":[{\"port\":445,\"protocol\":\"tcp\",\"direction\":\"both\"}]",
                ",\"isolation\":\"full\",\"lease\":7",
                ",\"isolation\":\"full\",\"sequence\":\"7\""
            })
    void anIsolationThatIsNotUnderstoodIsNone(String more) {
        assertThat(OrderReader.command(json("contain", "{\"device\":{\"hostname\":\"ws1\"}}", more)))
                .isInstanceOf(OrderReader.Outcome.Malformed.class);
    }

    @Test
    void aFieldThatNobodyKnowsMightNarrowWhatIsMeant() throws JsonProcessingException {
        String text = json("stop", "{\"process\":{\"pid\":7}}", "").toString();

        for (String altered : List.of(
                text.replace("\"args\":{", "\"args\":{\"period\":1,"),
                text.replace("{\"action\"", "{\"unless\":1,\"action\""))) {
            assertThat(OrderReader.command(JSON.readTree(altered))).isInstanceOf(OrderReader.Outcome.Malformed.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            deny    | {"file":{"path":"/x","hashes":{"sha256":"H"}}} |                            | `target.file.path` is not known
            allow   | {"file":{"name":"x","hashes":{"sha256":"H"}}}  |                            | `target.file.name` is not known
            deny    | {"file":{"hashes":{"sha256":"H","md5":"M"}}}   |                            | `target.file.hashes.md5` is not known
            deny    | {"file":{"hashes":{"sha256":"H"}}}             | ,"mode":"audit"            | `args.x-cordon.mode` says nothing about file
            deny    | {"ipv4_net":"10.0.0.0/8"}                      | ,"allow":["10.0.0.1"]      | `args.x-cordon.allow` says nothing about ipv4_net
            contain | {"x-cordon:user":{"name":"ann"}}               | ,"ports":[]                | `args.x-cordon.ports` says nothing about x-cordon:user
            contain | {"file":{"path":"/x"}}                         | ,"tree":false              | `args.x-cordon.tree` says nothing about file
            """)
    void whatWouldNarrowAnOrderAndNobodyLooksAtIsRefused(String action, String target, String more, String why) {
        String known = target.replace("\"H\"", "\"" + SHA256 + "\"").replace("\"M\"", "\"" + "ab".repeat(16) + "\"");

        assertThat(OrderReader.command(json(action, known, more == null ? "" : more)))
                .isEqualTo(new OrderReader.Outcome.Malformed(why));
    }

    @Test
    void noOrderIsForAnActuatorAndNoneHasAnothersId() throws JsonProcessingException {
        String text = json("stop", "{\"process\":{\"pid\":7}}", "").toString();

        for (String field : List.of("actuator", "lease")) {
            JsonNode more = JSON.readTree(text.replace("{\"action\"", "{\"" + field + "\":\"x\",\"action\""));
            assertThat(OrderReader.command(more))
                    .isEqualTo(new OrderReader.Outcome.Malformed("`" + field + "` is not known"));
        }
    }

    @Test
    void readsWhichAnswersAreAskedFor() throws JsonProcessingException {
        String text = json("stop", "{\"process\":{\"pid\":7}}", "").toString();

        assertThat(read(OrderReader.command(JSON.readTree(text))).response()).isEqualTo(ResponseType.COMPLETE);
        for (ResponseType type : ResponseType.values()) {
            String written = type.name().toLowerCase(Locale.ROOT);
            assertThat(read(OrderReader.command(asking(text, "\"" + written + "\"")))
                            .response())
                    .isEqualTo(type);
        }
        for (String other : List.of("\"perhaps\"", "7", "null")) {
            assertThat(OrderReader.command(asking(text, other)))
                    .isEqualTo(new OrderReader.Outcome.Malformed(
                            "`args.response_requested` is none, ack, status or complete"));
        }
    }

    @Test
    void whatAnEarlierVersionTookAndWroteDownStaysAnOrder() throws JsonProcessingException {
        String file = "{\"file\":{\"path\":\"/x\",\"hashes\":{\"sha256\":\"" + SHA256 + "\",\"md5\":\"ab\"}}}";
        String text = json("deny", file, ",\"mode\":\"audit\"").toString();
        JsonNode kept = asking(text.replace("{\"action\"", "{\"actuator\":{},\"action\""), "\"perhaps\"");

        assertThat(OrderReader.command(kept)).isInstanceOf(OrderReader.Outcome.Malformed.class);
        assertThat(read(OrderReader.kept(kept)).verb()).isEqualTo(Verb.DENY_HASH);
    }

    @Test
    void anAddressThatIsMappedToIpv6IsTheOneOfIpv4() {
        OrderTarget mapped =
                order("deny", "{\"ipv6_net\":\"::ffff:10.0.0.1/128\"}", "").target();

        assertThat(mapped).isEqualTo(new OrderTarget.Address(new IpBlock("10.0.0.1", 32, false)));
        assertThat(mapped.key())
                .isEqualTo(order("allow", "{\"ipv4_net\":\"10.0.0.1\"}", "")
                        .target()
                        .key());
    }

    @Test
    void aPairOfActionAndTargetBeyondTheContractIsNotKnown() {
        assertThat(OrderReader.command(json("restart", "{\"device\":{\"hostname\":\"ws1\"}}", "")))
                .isEqualTo(new OrderReader.Outcome.Unknown("restart of device"));
    }

    private static Order order(String action, String target, String more) {
        return read(OrderReader.command(json(action, target, more)));
    }

    private static Order read(OrderReader.Outcome outcome) {
        return ((OrderReader.Outcome.Read) outcome).order();
    }

    private static JsonNode asking(String text, String response) throws JsonProcessingException {
        return JSON.readTree(text.replace("\"args\":{", "\"args\":{\"response_requested\":" + response + ","));
    }

    private static JsonNode json(String action, String target, String more) {
        try {
            return JSON.readTree("{\"action\":\"" + action + "\",\"target\":" + target
                    + ",\"args\":{\"start_time\":1,\"stop_time\":2,\"x-cordon\":{\"tenant\":\"acme\",\"endpoint\":\"ws1\","
                    + "\"entity\":\"e\",\"start\":1" + more + "}},\"command_id\":\"c1\"}");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
