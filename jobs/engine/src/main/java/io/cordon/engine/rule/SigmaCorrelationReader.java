package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.rule.Correlation.Limit;
import io.cordon.engine.rule.Correlation.Operator;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a Sigma correlation, up to the rules that it refers to. */
final class SigmaCorrelationReader {
    private static final Set<String> KEYS =
            Set.of("type", "rules", "group-by", "timespan", "aliases", "condition", "generate");

    private final RuleNode document;
    private final RuleNode correlation;

    private SigmaCorrelationReader(RuleNode document, RuleNode correlation) {
        this.document = document;
        this.correlation = correlation;
    }

    /** Whom to contain, of all that happened in a window, only the author can say. */
    private static final Response NO_RESPONSE = new Response(Response.Action.NONE, 0, Response.Role.PROCESS);

    /**
     * A correlation whose rules are still names.
     *
     * @param rules the names or ids, each where it stands
     * @param level as written, or null: then the highest of its rules
     * @param fields the fields whose values are counted, or none
     * @param aliases by alias and rule the name of a field
     */
    record Draft(
            RuleHead head,
            @Nullable Level level,
            Correlation.Type type,
            List<RuleNode> rules,
            List<String> groupBy,
            Duration timespan,
            List<Limit> limits,
            List<String> fields,
            Map<String, Map<String, String>> aliases,
            boolean generate) {

        /** The rule, once its rules are known. */
        Rule rule(List<String> ids, Level highest, String version, Mode mode) {
            return new Rule(
                    head.id(),
                    head.title(),
                    Language.SIGMA,
                    version,
                    level == null ? highest : level,
                    mode,
                    head.tactics(),
                    head.techniques(),
                    head.tags(),
                    Scope.NOTHING,
                    new Condition.Any(List.of()),
                    head.response(),
                    Rule.Voice.SHOWN,
                    new Correlation(type, ids, groupBy, timespan, limits),
                    null,
                    null,
                    List.of());
        }

        /** What an alias is called in the events of a rule that goes by these names, or null where it is none there. */
        @Nullable
        String fieldOf(String alias, List<String> rule) {
            Map<String, String> byRule = aliases.getOrDefault(alias, Map.of());
            return rule.stream()
                    .filter(byRule::containsKey)
                    .findFirst()
                    .map(byRule::get)
                    .orElse(null);
        }
    }

    static Draft read(RuleDraft draft) throws RuleRefusedException {
        RuleNode document = draft.node();
        return new SigmaCorrelationReader(document, document.require("correlation", "type, rules, timespan"))
                .readParts(draft);
    }

    private Draft readParts(RuleDraft draft) throws RuleRefusedException {
        for (RuleNode.Entry entry : correlation.entries()) {
            if (!KEYS.contains(entry.name())) {
                throw entry.key()
                        .refuse("expected one of type, rules, group-by, timespan, aliases, condition, generate");
            }
        }
        RuleHead head = RuleHead.read(draft, "cordon");
        RuleNode response = document.get("cordon");
        if (response != null && response.get("step") != null) {
            throw response.refuse("expected no 'step': what completes the correlation says whom it means");
        }
        RuleNode level = document.get("level");
        Correlation.Type type = type(correlation.require("type", "one of " + words()));
        List<RuleNode> rules =
                correlation.require("rules", "ids or names of rules").itemsOrSelf();
        if (rules.isEmpty()) {
            throw correlation.refuse("expected at least one rule in 'rules'");
        }
        RuleNode condition = correlation.get("condition");
        RuleNode grouped = correlation.get("group-by");
        return new Draft(
                response == null ? head.responding(NO_RESPONSE) : head,
                level == null || level.isNull() ? null : head.level(),
                type,
                rules,
                grouped == null || grouped.isNull() ? List.of() : texts(grouped),
                Timespans.read(correlation.require("timespan", "a number and one of s, m, h, d")),
                limits(type, condition, rules.size()),
                fields(type, condition),
                aliases(),
                generate());
    }

    private static Correlation.Type type(RuleNode node) throws RuleRefusedException {
        for (Correlation.Type type : Correlation.Type.values()) {
            if (type.word().equals(node.text())) {
                return type;
            }
        }
        throw node.refuse("expected one of " + words() + ", found '" + node.text() + "'");
    }

    private static String words() {
        return Stream.of(Correlation.Type.values()).map(Correlation.Type::word).collect(Collectors.joining(", "));
    }

    private List<Limit> limits(Correlation.Type type, @Nullable RuleNode condition, int rules)
            throws RuleRefusedException {
        List<Limit> limits = new ArrayList<>();
        if (condition != null) {
            for (RuleNode.Entry entry : condition.entries()) {
                if (!entry.name().equals("field")) {
                    limits.add(new Limit(
                            operator(entry.key()),
                            entry.value().number(entry.value().text())));
                }
            }
        }
        if (!limits.isEmpty()) {
            return limits;
        }
        if (type == Correlation.Type.TEMPORAL || type == Correlation.Type.TEMPORAL_ORDERED) {
            return List.of(new Limit(Operator.GTE, BigDecimal.valueOf(rules)));
        }
        throw (condition == null ? correlation : condition)
                .refuse("expected a condition with one of gt, gte, lt, lte, eq, neq and a number");
    }

    private static Operator operator(RuleNode key) throws RuleRefusedException {
        for (Operator operator : Operator.values()) {
            if (operator.name().toLowerCase(Locale.ROOT).equals(key.text())) {
                return operator;
            }
        }
        throw key.refuse("expected one of gt, gte, lt, lte, eq, neq, field");
    }

    private List<String> fields(Correlation.Type type, @Nullable RuleNode condition) throws RuleRefusedException {
        RuleNode field = condition == null ? null : condition.get("field");
        if (type.isOfValues() && (condition == null || field == null)) {
            throw (condition == null ? correlation : condition)
                    .refuse("expected the key 'field' in the condition: " + type.word() + " measures its values");
        }
        if (!type.isOfValues() && field != null) {
            throw field.refuse("expected no 'field': " + type.word() + " measures no values");
        }
        List<String> fields = field == null ? List.of() : texts(field);
        if (field != null && (fields.isEmpty() || (type.isOfNumbers() && fields.size() > 1))) {
            throw field.refuse("expected one field" + (type.isOfNumbers() ? "" : ", or several"));
        }
        return fields;
    }

    private static List<String> texts(RuleNode node) throws RuleRefusedException {
        List<String> texts = new ArrayList<>();
        for (RuleNode item : node.itemsOrSelf()) {
            texts.add(item.text());
        }
        return texts;
    }

    private Map<String, Map<String, String>> aliases() throws RuleRefusedException {
        Map<String, Map<String, String>> aliases = new HashMap<>();
        RuleNode node = correlation.get("aliases");
        if (node == null || node.isNull()) {
            return aliases;
        }
        for (RuleNode.Entry alias : node.entries()) {
            Map<String, String> byRule = new HashMap<>();
            for (RuleNode.Entry field : alias.value().entries()) {
                byRule.put(field.name(), field.value().text());
            }
            aliases.put(alias.name(), byRule);
        }
        return aliases;
    }

    private boolean generate() throws RuleRefusedException {
        RuleNode inside = correlation.get("generate");
        RuleNode node = inside == null ? document.get("generate") : inside;
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.text().equals("true") && !node.text().equals("false")) {
            throw node.refuse("expected true or false");
        }
        return node.text().equals("true");
    }
}
