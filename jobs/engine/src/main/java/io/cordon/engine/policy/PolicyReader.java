package io.cordon.engine.policy;

import io.cordon.engine.condition.IpNetwork;
import io.cordon.engine.policy.Policy.Breaker;
import io.cordon.engine.policy.Policy.Freshness;
import io.cordon.engine.policy.Policy.Patience;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.rule.RuleError;
import io.cordon.engine.rule.RuleNode;
import io.cordon.engine.rule.RuleRefusedException;
import io.cordon.engine.rule.Timespans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a policy's YAML; every mistake is told with its place, and what nobody knows is one. */
public final class PolicyReader {
    private static final List<String> KEYS = List.of(
            "policy",
            "policies",
            "exclusions",
            "versions",
            "budgets",
            "never",
            "allow",
            "spread",
            "breaker",
            "freshness",
            "respond");
    private static final List<String> STATEMENT =
            List.of("rule", "tag", "group", "mode", "response", "duration", "approval", "exclusions", "budget");
    private static final List<String> BUDGET = List.of("per", "only", "commands", "within");

    private final Sheet sheet;
    private final ExclusionReader exclusions;

    /**
     * What was read.
     *
     * @param policy without what could not be read
     */
    public record Read(Policy policy, List<RuleError> errors) {}

    private PolicyReader(String file) {
        this.sheet = new Sheet(file);
        this.exclusions = new ExclusionReader(sheet);
    }

    public static Read read(String file, String text) {
        PolicyReader reader = new PolicyReader(file);
        RuleNode document = reader.sheet.document(text);
        Policy policy = document == null ? Policy.NONE : reader.policy(document);
        return new Read(policy, reader.sheet.errors());
    }

    private Policy policy(RuleNode document) {
        sheet.known(document, KEYS);
        List<Statement> statements = new ArrayList<>();
        List<Exclusion> spared = new ArrayList<>(exclusions.of(document, Selector.ALL));
        List<Budget> budgets = new ArrayList<>(sheet.items(document, "budgets", this::budget));
        Set<Selector> said = new HashSet<>();
        for (RuleNode node : sheet.items(document, "policies", one -> one)) {
            Statement statement = statement(node);
            if (!said.add(statement.selector())) {
                sheet.refuse(node, "expected each rule, tag and group once: the same is said above");
            }
            statements.add(statement);
            spared.addAll(exclusions.of(node, statement.selector()));
            budgets.addAll(ofStatement(node, statement.selector()));
        }
        RuleNode never = sheet.node(document, "never");
        return new Policy(
                sheet.require(document, "policy", "the policy's name", Sheet::text, ""),
                statements,
                spared,
                versions(document),
                budgets,
                never == null ? NeverContained.BUILT_IN : never(never),
                List.copyOf(sheet.items(document, "allow", PolicyReader::address)),
                sheet.get(document, "spread", Sheet::count, Policy.SPREAD),
                breaker(document),
                freshness(document),
                patience(document));
    }

    private Statement statement(RuleNode node) {
        sheet.known(node, STATEMENT);
        return new Statement(
                new Selector(sheet.texts(node, "rule"), sheet.texts(node, "tag"), sheet.texts(node, "group")),
                sheet.require(node, "mode", "off, block, audit or warn", PolicyReader::mode, Mode.OFF),
                sheet.items(node, "response", PolicyReader::action),
                sheet.getOrNull(node, "duration", Timespans::read),
                sheet.get(node, "approval", PolicyReader::isRequired, false),
                Sheet.line(node));
    }

    /** By name, or by the number that Defender gives it. */
    private static Mode mode(RuleNode node) throws RuleRefusedException {
        return switch (node.text()) {
            case "off", "0" -> Mode.OFF;
            case "block", "1" -> Mode.BLOCK;
            case "audit", "2" -> Mode.AUDIT;
            case "warn", "6" -> Mode.WARN;
            default -> throw node.refuse("expected one of off (0), block (1), audit (2), warn (6)");
        };
    }

    private static Action action(RuleNode node) throws RuleRefusedException {
        Action action = Sheet.choice(Action.class).of(node);
        if (action == Action.NONE) {
            throw node.refuse("expected an action; what is to do nothing has mode audit");
        }
        return action;
    }

    private static boolean isRequired(RuleNode node) throws RuleRefusedException {
        return switch (node.text()) {
            case "required" -> true;
            case "none" -> false;
            default -> throw node.refuse("expected required or none");
        };
    }

    private Map<String, String> versions(RuleNode document) {
        Map<String, String> versions = new HashMap<>();
        for (RuleNode.Entry entry : sheet.entries(sheet.node(document, "versions"))) {
            versions.put(entry.name(), sheet.read(entry.value(), Sheet::text, ""));
        }
        return versions;
    }

    /** All that a statement is about is counted together. */
    private List<Budget> ofStatement(RuleNode statement, Selector about) {
        RuleNode node = sheet.node(statement, "budget");
        if (node == null) {
            return List.of();
        }
        sheet.known(node, List.of("commands", "within"));
        return List.of(budget(node, about, Budget.Per.FLEET, Set.of()));
    }

    private Budget budget(RuleNode node) {
        sheet.known(node, BUDGET);
        Budget.Per per = sheet.require(
                node,
                "per",
                "rule, endpoint, group, asset-class or fleet",
                Sheet.choice(Budget.Per.class),
                Budget.Per.FLEET);
        return budget(node, Selector.ALL, per, sheet.texts(node, "only"));
    }

    private Budget budget(RuleNode node, Selector of, Budget.Per per, Set<String> only) {
        return new Budget(
                of,
                per,
                only,
                sheet.require(node, "commands", "how many at most", Sheet::count, 0),
                sheet.require(node, "within", "a span such as 10m", Timespans::read, Duration.ofDays(1)));
    }

    private NeverContained never(RuleNode node) {
        sheet.known(node, List.of("addresses", "users", "endpoints"));
        return new NeverContained(
                sheet.items(node, "addresses", PolicyReader::network),
                sheet.items(node, "users", one -> Glob.text(Sheet.text(one))),
                sheet.items(node, "endpoints", one -> Glob.text(Sheet.text(one))));
    }

    /** A network, or an address by itself. */
    static IpNetwork network(RuleNode node) throws RuleRefusedException {
        String text = Sheet.text(node);
        IpNetwork network = IpNetwork.of(text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32"));
        if (network == null) {
            throw node.refuse("expected an address or a network, such as 10.0.0.1 or 10.0.0.0/8");
        }
        return network;
    }

    private static String address(RuleNode node) throws RuleRefusedException {
        network(node);
        return Sheet.text(node);
    }

    private Breaker breaker(RuleNode document) {
        RuleNode node = sheet.node(document, "breaker");
        if (node == null) {
            return Breaker.DEFAULT;
        }
        sheet.known(node, List.of("times", "at-least"));
        return new Breaker(
                sheet.get(node, "times", Sheet::count, Breaker.DEFAULT.times()),
                sheet.get(node, "at-least", Sheet::count, Breaker.DEFAULT.atLeast()));
    }

    private Freshness freshness(RuleNode document) {
        RuleNode node = sheet.node(document, "freshness");
        if (node == null) {
            return Freshness.DEFAULT;
        }
        sheet.known(node, List.of("kill", "isolate"));
        return new Freshness(
                sheet.get(node, "kill", Timespans::read, Freshness.DEFAULT.kill()),
                sheet.get(node, "isolate", Timespans::read, Freshness.DEFAULT.isolate()));
    }

    private Patience patience(RuleNode document) {
        RuleNode node = sheet.node(document, "respond");
        if (node == null) {
            return Patience.DEFAULT;
        }
        sheet.known(node, List.of("within", "sends", "escalate"));
        List<Optional<Action>> escalate = sheet.items(node, "escalate", PolicyReader::escalation);
        return new Patience(
                sheet.get(node, "within", PolicyReader::someTime, Patience.DEFAULT.within()),
                sheet.get(node, "sends", PolicyReader::atLeastOnce, Patience.DEFAULT.sends()),
                escalate.isEmpty()
                        ? Patience.DEFAULT.escalate()
                        : escalate.stream().flatMap(Optional::stream).distinct().toList());
    }

    private static Optional<Action> escalation(RuleNode node) throws RuleRefusedException {
        return switch (node.text()) {
            case "isolate" -> Optional.of(Action.ISOLATE);
            case "isolate-selective" -> Optional.of(Action.ISOLATE_SELECTIVE);
            case "none" -> Optional.empty();
            default -> throw node.refuse("expected isolate, isolate-selective or none");
        };
    }

    private static Duration someTime(RuleNode node) throws RuleRefusedException {
        Duration time = Timespans.read(node);
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw node.refuse("expected at least 1s");
        }
        return time;
    }

    private static int atLeastOnce(RuleNode node) throws RuleRefusedException {
        int count = Sheet.count(node);
        if (count < 1) {
            throw node.refuse("expected a number, from 1");
        }
        return count;
    }
}
