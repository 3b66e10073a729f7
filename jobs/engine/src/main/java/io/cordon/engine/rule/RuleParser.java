package io.cordon.engine.rule;

import io.cordon.engine.rule.ParsedRules.Sourced;
import io.cordon.engine.rule.Rule.Mode;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Reads rule files: YAML with one or more rules of either language, or a bare EQL query in a file named {@code *.eql}. */
public final class RuleParser {
    private RuleParser() {}

    /**
     * Reads a file's rules; one that cannot be read does not keep the others from loading.
     *
     * @param file named in errors
     * @param mode what the rules' findings may do
     */
    public static ParsedRules parse(String file, String text, Mode mode) {
        if (file.endsWith(".eql")) {
            return bareEql(file, text, mode);
        }
        List<Sourced> rules = new ArrayList<>();
        List<RuleError> errors = new ArrayList<>();
        try {
            List<RuleNode> documents = RuleYaml.documents(text);
            for (RuleNode document : documents) {
                try {
                    String own = own(text, document, documents.size() == 1);
                    rules.add(new Sourced(rule(document, text, own, mode), own));
                } catch (RuleRefusedException e) {
                    errors.add(e.in(file));
                }
            }
        } catch (RuleRefusedException e) {
            errors.add(e.in(file));
        }
        if (rules.isEmpty() && errors.isEmpty()) {
            errors.add(new RuleError(file, 1, 1, "expected a rule, found an empty file"));
        }
        return new ParsedRules(rules, errors);
    }

    private static ParsedRules bareEql(String file, String text, Mode mode) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1, file.length() - 4);
        try {
            return new ParsedRules(List.of(new Sourced(EqlRuleReader.bare(name, text, mode), text)), List.of());
        } catch (RuleRefusedException e) {
            return new ParsedRules(List.of(), List.of(e.in(file)));
        }
    }

    private static Rule rule(RuleNode document, String file, String own, Mode mode) throws RuleRefusedException {
        if (!document.isMapping()) {
            throw document.refuse("expected a rule: a mapping with 'detection' (Sigma) or 'query' (EQL)");
        }
        for (String foreign : List.of("correlation", "filter", "action")) {
            RuleNode found = document.get(foreign);
            if (found != null && document.get("detection") == null) {
                throw found.refuse("expected a rule that judges single events; '" + foreign + "' is not supported yet");
            }
        }
        if (document.get("query") != null) {
            return EqlRuleReader.read(document, file, own, mode);
        }
        return SigmaRuleReader.read(document, own, mode);
    }

    /** The lines of one document, so that a rule keeps its version when another in its file changes. */
    private static String own(String text, RuleNode document, boolean alone) {
        if (alone) {
            return text;
        }
        int from = document.node().getStartMark().map(Mark::getLine).orElse(0);
        int to = document.node().getEndMark().map(Mark::getLine).orElse(Integer.MAX_VALUE);
        StringBuilder own = new StringBuilder();
        text.lines()
                .skip(from)
                .limit(Math.max(1, to - from))
                .forEach(line -> own.append(line).append('\n'));
        return own.toString();
    }
}
