package io.cordon.cli.story;

import io.cordon.cli.story.Picture.Mark;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands beside a box of what was found: the worst rule with its technique, and how many more there are. */
final class Marks {
    private static final double LETTER = 7.2;
    private static final int FOR_COUNT = 12;

    private Marks() {}

    /** @param room how many pixels there are */
    static List<Mark> of(Node node, int room) {
        List<Rule> rules = rules(node.findings);
        if (rules.isEmpty()) {
            return List.of();
        }
        Rule worst = rules.get(0);
        String technique =
                worst.techniques().isEmpty() ? "" : worst.techniques().get(0) + " ";
        List<Mark> marks = new ArrayList<>();
        int letters = (int) (room / LETTER) - (rules.size() > 1 ? FOR_COUNT : 0);
        marks.add(new Mark(level(worst), Words.cut("▲ " + technique + Words.visible(worst.title()), letters)));
        if (rules.size() > 1) {
            marks.add(new Mark(level(worst), "+ " + Words.count(rules.size() - 1, "rule", "rules")));
        }
        return marks;
    }

    static String level(Rule rule) {
        return rule.level().name().toLowerCase(Locale.ROOT);
    }

    /** Those that found something, the worst first. */
    static List<Rule> rules(List<Finding> findings) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        findings.forEach(finding -> rules.putIfAbsent(finding.rule().id(), finding.rule()));
        return rules.values().stream()
                .sorted(Comparator.comparing(Rule::level)
                        .reversed()
                        .thenComparing(rule -> rule.techniques().isEmpty())
                        .thenComparing(Rule::title))
                .toList();
    }

    /** A box in words, for who does not see it. */
    static String says(Node node) {
        StringBuilder says = new StringBuilder(node.label)
                .append(" on ")
                .append(Words.visible(node.endpoint))
                .append(", ")
                .append(Words.time(node.time));
        for (Rule rule : rules(node.findings)) {
            says.append("; found by ").append(Words.visible(rule.title()));
            if (!rule.techniques().isEmpty()) {
                says.append(" (").append(Words.listed(rule.techniques())).append(')');
            }
        }
        return says.toString();
    }
}
