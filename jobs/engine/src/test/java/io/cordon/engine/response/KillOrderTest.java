package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cordon.engine.finding.Target;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The order's bytes are a contract: agents verify and read exactly these. */
class KillOrderTest {
    private static final String GOLDEN = """
            {"action":"stop","target":{"process":{"pid":4242,"name":"a.exe","command_line":"a.exe -enc \\"ü\\"",\
            "executable":{"path":"C:\\\\Users\\\\ann\\\\AppData\\\\Local\\\\Temp\\\\a.exe"}}},\
            "args":{"start_time":1772366400000,"stop_time":1772366700000,"response_requested":"complete",\
            "x-cordon":{"tenant":"acme","endpoint":"ws1","entity":"{e-1}","start":1772366399000000,"tree":true,\
            "user":"CORP\\\\ann","session":"0x3e9","why":{"finding":"f1","version":1,"rule":"rule-1",\
            "title":"Encoded PowerShell","rule_hash":"hash-1","rule_set":"set-1",\
            "gate":"mode is block, evidence is confirmed and fresh, target is not protected",\
            "events":["ev-1","ev-2"]}}},"command_id":"ee37551d115a65af70bb86f640975a53"}""";

    private final Cases one = new Cases();

    @Test
    void theOrderIsTheseBytes() {
        assertThat(order().payload()).isEqualTo(GOLDEN);
    }

    @Test
    void anOrderHasAbsoluteTimesAndNoDuration() throws Exception {
        JsonNode args = new ObjectMapper().readTree(order().payload()).path("args");

        assertThat(args.has("duration")).isFalse();
        assertThat(args.path("start_time").longValue()).isEqualTo(Cases.EVIDENCE / 1000);
        assertThat(args.path("stop_time").longValue() - args.path("start_time").longValue())
                .isEqualTo(Containment.FRESHNESS.toMillis());
    }

    @Test
    void whatIsNotKnownOfTheTargetIsLeftOut() {
        one.target = new Target("ws1", "{e-1}", 4242, Cases.EVIDENCE, "/tmp/a", null, null, null);

        assertThat(order().payload())
                .doesNotContain("null")
                .doesNotContain("user")
                .doesNotContain("command_line");
    }

    @Test
    void aLoneSurrogateInACommandLineStaysReadable() throws Exception {
        one.target = new Target("ws1", "{e-1}", 4242, Cases.EVIDENCE, "/tmp/a", "a \ud800 b", null, null);

        byte[] sent = order().payload().getBytes(StandardCharsets.UTF_8);

        assertThat(new ObjectMapper()
                        .readTree(sent)
                        .at("/target/process/command_line")
                        .asText())
                .isEqualTo("a ? b");
    }

    private Decision.Order order() {
        Decision decision = new Containment(Containment.FRESHNESS, ProtectedProcesses.builtIn())
                .decide(one.build(), Cases.EVIDENCE + Cases.SECOND, id -> false);
        assertThat(decision).isInstanceOf(Decision.Order.class);
        return (Decision.Order) decision;
    }
}
