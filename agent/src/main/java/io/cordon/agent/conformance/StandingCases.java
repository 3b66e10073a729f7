package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Standing orders: an agent without a hook refuses them one by one, and one with a hook holds to them and to nothing else. */
final class StandingCases {
    private static final String GROUP = "standing order";
    private static final long SOON = 5_000;

    private StandingCases() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        GROUP,
                        "one begins and ends with its document, an old one or a tombstone changes nothing",
                        StandingCases::versions),
                new Case(GROUP, "one ends in its time", StandingCases::ends),
                new Case(GROUP, "one that was altered is refused", StandingCases::altered),
                new Case(GROUP, "one in a mode that nobody knows is refused", StandingCases::unknownMode),
                new Case(GROUP, "one for a rule without a hook leaves the others standing", StandingCases::elsewhere));
    }

    private static void versions(Trial trial) throws IOException {
        Standing block = Standing.of(trial, "block", Trial.MINUTE);
        long version = trial.now();
        begin(trial, version + 1, block);
        isHeld(trial, block, true);
        Standing audit = Standing.of(trial, "audit", Trial.MINUTE);
        DocumentCases.state(trial, version, audit.entry(), 403, "old");
        trial.send(trial.desiredState(trial.keys.signer(), "none", 0, 0, "").bytes(null));
        trial.settle();
        isHeld(trial, block, true);
        trial.unanswered(audit.lease());
        DocumentCases.state(trial, version + 2, "", 200, "");
        isHeld(trial, block, false);
    }

    private static void ends(Trial trial) throws IOException {
        Standing block = Standing.of(trial, "block", SOON);
        long end = trial.now() + SOON;
        begin(trial, trial.now() + 10, block);
        if (block.isHooked()) {
            trial.unanswered(block.lease());
            trial.waitUntil(end);
            trial.answered(block.lease(), 200, "");
        }
        isHeld(trial, block, false);
    }

    private static void altered(Trial trial) throws IOException {
        Standing block = Standing.of(trial, "block", Trial.MINUTE);
        String id = trial.freshId();
        trial.send(trial.altered(
                id, trial.now() + 10, trial.now() + Trial.MINUTE, block.entry(), "\"block\"", "\"audit\""));
        trial.answered(id, 401, "signature");
        trial.unanswered(block.lease());
        isHeld(trial, block, false);
    }

    private static void unknownMode(Trial trial) throws IOException {
        Standing one = Standing.of(trial, "perhaps", Trial.MINUTE);
        DocumentCases.state(trial, trial.now() + 10, one.entry(), 400, "payload");
        trial.unanswered(one.lease());
    }

    private static void elsewhere(Trial trial) throws IOException {
        Standing block = Standing.of(trial, "block", Trial.MINUTE);
        Standing other = new Standing(trial.freshId(), "no-rule", false, "block", trial.now() + Trial.MINUTE);
        String id = trial.freshId();
        trial.send(trial.desiredState(
                trial.keys.signer(),
                id,
                trial.now() + 10,
                trial.now() + Trial.MINUTE,
                other.entry() + ',' + block.entry()));
        trial.answered(other.lease(), block.isHooked() ? 404 : 501, block.isHooked() ? "" : "unknown_order");
        answered(trial, block);
        trial.answered(id, 200, "");
        isHeld(trial, block, true);
        DocumentCases.state(trial, trial.now() + 20, "", 200, "");
    }

    private static void begin(Trial trial, long version, Standing one) {
        DocumentCases.state(trial, version, one.entry(), 200, "");
        answered(trial, one);
    }

    private static void answered(Trial trial, Standing one) {
        trial.answered(one.lease(), one.isHooked() ? 200 : 501, one.isHooked() ? "" : "unknown_order");
    }

    /** Where the endpoint can be made to act: whether that is held. */
    private static void isHeld(Trial trial, Standing one, boolean expected) throws IOException {
        if (one.isHooked()) {
            Optional<Boolean> held = trial.victims.isHeld(one.rule());
            held.ifPresent(is -> trial.isTrue(is == expected, "that the act is " + (expected ? "" : "not ") + "held"));
        }
    }

    /**
     * A standing order.
     *
     * @param rule one whose acts the agent announced to hold, if there is one
     * @param isHooked whether there is
     * @param stop until when, in ms since 1970
     */
    private record Standing(String lease, String rule, boolean isHooked, String mode, long stop) {
        private static final ObjectMapper JSON = new ObjectMapper();

        static Standing of(Trial trial, String mode, long millis) {
            Optional<String> rule = trial.hook();
            return new Standing(trial.freshId(), rule.orElse("no-rule"), rule.isPresent(), mode, trial.now() + millis);
        }

        String entry() {
            ObjectNode entry = JSON.createObjectNode().put("lease", lease).put("action", "deny");
            entry.putObject("target").putObject("x-cordon:behaviour").put("rule", rule);
            entry.putObject("args")
                    .put("start_time", stop - 2 * Trial.MINUTE)
                    .put("stop_time", stop)
                    .putObject("x-cordon")
                    .put("mode", mode);
            return entry.toString();
        }
    }
}
