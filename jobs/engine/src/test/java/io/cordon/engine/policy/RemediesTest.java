package io.cordon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.rule.Response.Action;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table: capability × primary antivirus × block mode → actions. */
class RemediesTest {
    private static final Set<Action> PROCESSES = EnumSet.of(Action.SUSPEND, Action.KILL, Action.KILL_TREE);
    private static final Set<Action> LOCAL = EnumSet.of(
            Action.SUSPEND,
            Action.KILL,
            Action.KILL_TREE,
            Action.QUARANTINE_FILE,
            Action.DELETE_REGISTRY_VALUE,
            Action.DELETE_SERVICE,
            Action.DELETE_TASK,
            Action.DELETE_WMI_SUBSCRIPTION);

    @ParameterizedTest
    @CsvSource({
        "BEHAVIOUR, own,     off, all",
        "BEHAVIOUR, own,     on,  all",
        "BEHAVIOUR, other,   on,  local",
        "BEHAVIOUR, other,   off, none",
        "BEHAVIOUR, unknown, off, processes",
        "FEEDBACK,  own,     off, all",
        "FEEDBACK,  own,     on,  all",
        "FEEDBACK,  other,   on,  none",
        "FEEDBACK,  other,   off, none",
        "FEEDBACK,  unknown, off, processes",
        "ASR,       own,     off, all",
        "ASR,       own,     on,  all",
        "ASR,       other,   on,  none",
        "ASR,       other,   off, none",
        "ASR,       unknown, off, processes"
    })
    void whatIsClaimedWhere(Capability capability, String primary, String blockMode, String allowed) {
        assertThat(Remedies.allowed(capability, endpoint(primary, blockMode))).isEqualTo(actions(allowed));
    }

    private static Endpoint endpoint(String primary, String blockMode) {
        String antivirus = primary.equals("own") ? "cordon" : "Contoso Antivirus";
        String record =
                "endpoints: [{endpoint: ws1, group: g, antivirus: " + antivirus + ", block-mode: " + blockMode + "}]";
        return EndpointsReader.read("e.yml", record).endpoints().of(primary.equals("unknown") ? "ws2" : "ws1");
    }

    private static Set<Action> actions(String named) {
        return switch (named) {
            case "none" -> Set.of();
            case "processes" -> PROCESSES;
            case "local" -> LOCAL;
            default -> {
                Set<Action> all = EnumSet.copyOf(Arrays.asList(Action.values()));
                all.remove(Action.NONE);
                yield all;
            }
        };
    }
}
