package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Role;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rules of both languages say beside their condition. */
record RuleHead(
        String id,
        String title,
        String hash,
        Level level,
        List<String> tactics,
        List<String> techniques,
        List<String> tags,
        Response response) {

    /** Reads the keys that both languages share; {@code responseKey} names the mapping with the response. */
    static RuleHead read(RuleDraft draft, String responseKey) throws RuleRefusedException {
        RuleNode document = draft.node();
        RuleNode named = document.require("title", "what the rule finds, in one line");
        String title = named.text();
        if (title.isBlank()) {
            throw named.refuse("expected a title: what the rule finds, in one line");
        }
        String id = document.textOr("id", document.textOr("name", ""));
        List<String> tactics = new ArrayList<>();
        List<String> techniques = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        RuleNode tagged = document.get("tags");
        if (tagged != null && !tagged.isNull()) {
            for (RuleNode tag : tagged.items()) {
                tags.add(tag.text().toLowerCase(Locale.ROOT));
                attack(tag.text(), tactics, techniques);
            }
        }
        return new RuleHead(
                id.isBlank() ? nameless(title) : id,
                title,
                draft.hash(),
                level(document.get("level")),
                tactics,
                techniques,
                tags,
                response(document.get(responseKey)));
    }

    /** A rule that says this and looks at nothing yet. */
    Rule rule(Language language, Mode mode) {
        return new Rule(
                        id,
                        title,
                        language,
                        hash,
                        level,
                        mode,
                        tactics,
                        techniques,
                        Scope.NOTHING,
                        new Condition.Any(List.of()),
                        response)
                .tagged(tags);
    }

    RuleHead responding(Response other) {
        return new RuleHead(id, title, hash, level, tactics, techniques, tags, other);
    }

    /** Ids are optional in Sigma: what has neither id nor name goes by its title. */
    static String nameless(String title) {
        return UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static void attack(String tag, List<String> tactics, List<String> techniques) {
        String lower = tag.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("attack.")) {
            return;
        }
        String name = lower.substring("attack.".length());
        if (name.length() > 1 && name.charAt(0) == 't' && Character.isDigit(name.charAt(1))) {
            techniques.add(name.toUpperCase(Locale.ROOT));
        } else if (name.length() < 2 || !Character.isDigit(name.charAt(1))) {
            tactics.add(name.replace('_', '-'));
        }
    }

    private static Level level(@Nullable RuleNode node) throws RuleRefusedException {
        if (node == null || node.isNull()) {
            return Level.MEDIUM;
        }
        return choice(node, Level.class);
    }

    private static Response response(@Nullable RuleNode node) throws RuleRefusedException {
        if (node == null) {
            return Response.DEFAULT;
        }
        for (RuleNode.Entry entry : node.entries()) {
            if (!List.of("action", "step", "role").contains(entry.name())) {
                throw entry.key().refuse("expected one of action, step, role");
            }
        }
        RuleNode named = node.get("action");
        RuleNode step = node.get("step");
        RuleNode role = node.get("role");
        Action action = named == null ? Action.KILL_TREE : choice(named, Action.class);
        Role meant = role == null ? action.usual() : choice(role, Role.class);
        if (role != null && !means(action, meant)) {
            throw role.refuse("expected a role that " + action.written() + " can mean");
        }
        return new Response(action, step == null ? 0 : number(step), meant);
    }

    /** Whether an action can be done to what has the role. */
    private static boolean means(Action action, Role role) {
        return switch (action) {
            case NONE -> true;
            case SUSPEND, KILL, KILL_TREE ->
                List.of(Role.PROCESS, Role.PARENT, Role.SOURCE, Role.TARGET).contains(role);
            case QUARANTINE_FILE, DENY_HASH ->
                List.of(Role.FILE, Role.PROCESS, Role.PARENT).contains(role);
            case CONTAIN_USER -> List.of(Role.USER, Role.TARGET).contains(role);
            case CONTAIN_ADDRESS -> List.of(Role.SOURCE, Role.TARGET).contains(role);
            default -> role == action.usual();
        };
    }

    private static int number(RuleNode node) throws RuleRefusedException {
        try {
            int number = Integer.parseInt(node.text());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw node.refuse("expected a step's number, from 1");
    }

    private static <E extends Enum<E>> E choice(RuleNode node, Class<E> type) throws RuleRefusedException {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(node.text())) {
                return constant;
            }
            names.add(name);
        }
        throw node.refuse("expected one of " + String.join(", ", names));
    }
}
