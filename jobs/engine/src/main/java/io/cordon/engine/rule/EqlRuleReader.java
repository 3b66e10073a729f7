package io.cordon.engine.rule;

import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a rule whose condition is an EQL query. */
final class EqlRuleReader {
    private EqlRuleReader() {}

    static Rule read(RuleNode document, String file, String own, Mode mode) throws RuleRefusedException {
        RuleHead head = RuleHead.read(document, own, "response");
        RuleNode query = document.require("query", "an EQL query");
        EqlParser.Query parsed = new EqlParser(place(query, file).read(query.text())).query();
        return new Rule(
                head.id(),
                head.title(),
                Language.EQL,
                head.hash(),
                head.level(),
                mode,
                head.tactics(),
                head.techniques(),
                parsed.scope(),
                parsed.condition(),
                head.response());
    }

    /** A rule that is nothing but a query; its file names it. */
    static Rule bare(String name, String text, Mode mode) throws RuleRefusedException {
        EqlParser.Query parsed = new EqlParser(new EqlLexer(1, 1, 1).read(text)).query();
        return new Rule(
                name,
                name,
                Language.EQL,
                RuleHead.hash(text),
                Level.MEDIUM,
                mode,
                List.of(),
                List.of(),
                parsed.scope(),
                parsed.condition(),
                Response.DEFAULT);
    }

    /** Where the query's first character stands in the file, so that errors point there. */
    private static EqlLexer place(RuleNode query, String file) {
        ScalarNode scalar = (ScalarNode) query.node();
        int line = scalar.getStartMark().map(Mark::getLine).orElse(0) + 1;
        int column = scalar.getStartMark().map(Mark::getColumn).orElse(0) + 1;
        ScalarStyle style = scalar.getScalarStyle();
        if (style != ScalarStyle.LITERAL && style != ScalarStyle.FOLDED) {
            return new EqlLexer(line, style == ScalarStyle.PLAIN ? column : column + 1, 1);
        }
        // A block's text begins on the next line that is not empty, indented as that line is.
        List<String> lines = file.lines().toList();
        int first = line;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        int indent = first < lines.size()
                ? lines.get(first).length() - lines.get(first).stripLeading().length()
                : 0;
        return new EqlLexer(first + 1, indent + 1, indent + 1);
    }
}
