package io.cordon.engine.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.engine.finding.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes the order to kill a process tree in OpenC2: {@code stop} a {@code process}, with absolute times. */
final class KillOrder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_LENGTH = 32;
    private static final int MAX_EVIDENCE = 20;

    private KillOrder() {}

    static Decision.Order of(ContainmentCase one, Target target, long startMillis, long stopMillis) {
        String id = commandId(one.finding(), target);
        ObjectNode order = JSON.createObjectNode();
        order.put("action", "stop");
        ObjectNode process = order.putObject("target").putObject("process");
        process.put("pid", target.pid());
        putIfKnown(process, "name", nameOf(target.image()));
        putIfKnown(process, "command_line", target.commandLine());
        if (target.image() != null) {
            process.putObject("executable").put("path", target.image());
        }
        ObjectNode args = order.putObject("args");
        args.put("start_time", startMillis);
        args.put("stop_time", stopMillis);
        args.put("response_requested", "complete");
        ObjectNode cordon = args.putObject("x-cordon");
        cordon.put("tenant", one.tenant());
        cordon.put("endpoint", target.endpoint());
        cordon.put("entity", target.entity());
        cordon.put("start", target.start());
        cordon.put("tree", true);
        putIfKnown(cordon, "user", target.user());
        putIfKnown(cordon, "session", target.session());
        explain(one, cordon.putObject("why"));
        order.put("command_id", id);
        try {
            return new Decision.Order(id, target, JSON.writeValueAsString(order), startMillis, stopMillis);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of texts and numbers is always written
        }
    }

    private static void explain(ContainmentCase one, ObjectNode why) {
        why.put("finding", one.finding());
        why.put("version", one.version());
        why.put("rule", one.rule());
        why.put("title", one.ruleTitle());
        why.put("rule_hash", one.ruleHash());
        why.put("rule_set", one.ruleSet());
        why.put("gate", "mode is block, evidence is confirmed and fresh, target is not protected");
        ArrayNode events = why.putArray("events");
        one.evidence().stream().limit(MAX_EVIDENCE).forEach(events::add);
    }

    /** A hash of finding, action and target: another version of the finding gives the same id. */
    static String commandId(String finding, Target target) {
        String cause = finding + "\nkill-tree\n" + target.endpoint() + "\n" + target.entity();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static @Nullable String nameOf(@Nullable String image) {
        return image == null ? null : image.substring(Math.max(image.lastIndexOf('\\'), image.lastIndexOf('/')) + 1);
    }

    private static void putIfKnown(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }
}
