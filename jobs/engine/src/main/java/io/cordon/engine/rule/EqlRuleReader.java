package io.cordon.engine.rule;

import io.cordon.engine.eql.Compiled;
import io.cordon.engine.eql.Dialect;
import io.cordon.engine.eql.Eql;
import io.cordon.engine.eql.Placed;
import io.cordon.engine.eql.QueryRefusedException;
import io.cordon.engine.eql.Search;
import io.cordon.engine.eql.SearchChain;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a rule whose condition is an EQL query. */
final class EqlRuleReader {
    /** What a file of a bare query may begin with. */
    private static final Pattern NAMED_DIALECT = Pattern.compile("\\s*//\\s*dialect:\\s*(\\S*)[^\\n]*");

    private EqlRuleReader() {}

    static Rule read(RuleDraft draft) throws RuleRefusedException {
        RuleNode document = draft.node();
        Rule head = RuleHead.read(draft, "response").rule(Language.EQL, draft.mode());
        RuleNode query = document.require("query", "an EQL query");
        Compiled compiled = parse(query, dialect(document), draft.fileText());
        if (compiled instanceof SearchChain chain) {
            requireNoPrevalence(chain, query::refuse);
            return EqlChainReader.read(document, chain, head);
        }
        return searching(((Search.Alone) compiled).search(), document, head);
    }

    /** A rule that is nothing but a query; its file names it. */
    static Rule bare(String name, String text, Mode mode) throws RuleRefusedException {
        Matcher named = NAMED_DIALECT.matcher(text);
        String dialect = named.lookingAt() ? named.group(1) : Dialect.ELASTICSEARCH.text();
        Rule rule = new RuleHead(
                        name,
                        name,
                        RuleHead.hash(text),
                        Level.MEDIUM,
                        List.of(),
                        List.of(),
                        List.of(),
                        Response.DEFAULT)
                .rule(Language.EQL, mode);
        try {
            Compiled compiled = Eql.compileForRule(
                    text,
                    Dialect.of(dialect).orElseThrow(() -> new RuleRefusedException(1, 1, dialects())),
                    Placed.ALONE);
            if (compiled instanceof SearchChain chain) {
                requireNoPrevalence(chain, EqlRuleReader::refusal);
                return EqlChainReader.bare(chain, rule);
            }
            return asking(((Search.Alone) compiled).search(), rule, EqlRuleReader::refusal);
        } catch (QueryRefusedException e) {
            throw new RuleRefusedException(e.at().line(), e.at().column(), e.expected());
        }
    }

    private static Rule searching(Search search, RuleNode document, Rule head) throws RuleRefusedException {
        for (String key : EqlChainReader.KEYS) {
            RuleNode node = document.get(key);
            if (node != null) {
                throw node.refuse("expected a query of several events beside '" + key + "'");
            }
        }
        return asking(search, head, document.require("query", "an EQL query")::refuse);
    }

    private static Rule asking(Search search, Rule head, Function<String, RuleRefusedException> refuse)
            throws RuleRefusedException {
        PrevalenceSplit split = PrevalenceSplit.of(search.condition(), refuse);
        return head.looking(scope(search), split.ofEvent()).asking(split.ofMemory());
    }

    private static void requireNoPrevalence(SearchChain chain, Function<String, RuleRefusedException> refuse)
            throws RuleRefusedException {
        for (SearchChain.Step step : chain.steps()) {
            PrevalenceSplit.requireNone(step.search().condition(), "a query of several events", refuse);
        }
        if (chain.until() != null) {
            PrevalenceSplit.requireNone(chain.until().search().condition(), "a query of several events", refuse);
        }
    }

    private static RuleRefusedException refusal(String expected) {
        return new RuleRefusedException(1, 1, expected);
    }

    static Rule searching(Search search, Rule head) {
        return head.looking(scope(search), search.condition());
    }

    static Scope scope(Search search) {
        return new Scope("", Set.of(), search.activities());
    }

    private static Dialect dialect(RuleNode document) throws RuleRefusedException {
        RuleNode named = document.get("dialect");
        if (named == null) {
            return Dialect.ELASTICSEARCH;
        }
        String text = named.text();
        return Dialect.of(text).orElseThrow(() -> named.refuse(dialects()));
    }

    private static String dialects() {
        return "expected one of the dialects "
                + Stream.of(Dialect.values()).map(Dialect::text).collect(Collectors.joining(", "));
    }

    private static Compiled parse(RuleNode query, Dialect dialect, String file) throws RuleRefusedException {
        String text = query.text();
        Placed placed = place((ScalarNode) query.node(), text, file);
        try {
            return Eql.compileForRule(text, dialect, placed == null ? Placed.ALONE : placed);
        } catch (QueryRefusedException e) {
            throw placed == null
                    ? query.refuse(e.expected())
                    : new RuleRefusedException(e.at().line(), e.at().column(), e.expected());
        }
    }

    /** Where the query stands in the file; null where YAML folds its lines or undoes escapes. */
    private static @Nullable Placed place(ScalarNode query, String text, String file) {
        Mark start = query.getStartMark().orElse(null);
        Mark end = query.getEndMark().orElse(null);
        if (start == null || end == null) {
            return null;
        }
        if (query.getScalarStyle() == ScalarStyle.LITERAL) {
            // The text begins on the line below the bar and is indented as its first line that is not empty.
            int indent = file.lines()
                    .skip(start.getLine() + 1L)
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> line.length() - line.stripLeading().length())
                    .orElse(0);
            return new Placed(start.getLine() + 2, indent + 1, indent + 1);
        }
        int quotes = query.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        boolean asWritten =
                start.getLine() == end.getLine() && end.getColumn() - start.getColumn() == text.length() + 2 * quotes;
        return asWritten ? new Placed(start.getLine() + 1, start.getColumn() + 1 + quotes, 1) : null;
    }
}
