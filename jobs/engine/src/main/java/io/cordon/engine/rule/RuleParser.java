package io.cordon.engine.rule;

import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.ParsedRules.Sourced;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Reads rule files: YAML with one or more documents, or a bare EQL query in a file named {@code *.eql}.
 *
 * <p>Documents may need each other, wherever they stand: a rule placeholders, a filter rules, a correlation rules and other
 * correlations. So all files of a set are added first, and then read together. A document that cannot be read does not keep the
 * others from loading.
 */
public final class RuleParser {
    private static final int MOST_OF_A_RULE = 400_000; // a record of the rules topic holds 512 KB
    private static final int MOST_OF_A_FILE = 64_000_000;

    private final RuleLinker linker = new RuleLinker();

    /** The rules of one file alone. */
    public static ParsedRules parse(String file, String text, Mode mode) {
        RuleParser parser = new RuleParser();
        parser.add(file, text, mode);
        return parser.read();
    }

    /**
     * Adds a file.
     *
     * @param file named in errors
     * @param mode what the rules' findings may do
     */
    public void add(String file, String text, Mode mode) {
        try {
            if (text.length() > MOST_OF_A_FILE) {
                throw new RuleRefusedException(1, 1, "expected a file of at most " + MOST_OF_A_FILE + " characters");
            }
            String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
            if (file.endsWith(".eql")) {
                bareEql(file, plain, mode);
            } else {
                documents(file, plain, mode);
            }
        } catch (RuleRefusedException e) {
            linker.refused(e.in(file));
        }
    }

    /** What the files hold, linked to each other. */
    public ParsedRules read() {
        return linker.link();
    }

    private void bareEql(String file, String text, Mode mode) throws RuleRefusedException {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1, file.length() - 4);
        Rule rule = EqlRuleReader.bare(name, text, mode);
        linker.add(new Sourced(rule, new Document(name, rule.hash(), Language.EQL, file, text)));
    }

    private void documents(String file, String text, Mode mode) throws RuleRefusedException {
        List<RuleNode> documents = RuleYaml.documents(text);
        if (documents.stream().allMatch(RuleNode::isNull)) {
            throw new RuleRefusedException(1, 1, "expected a rule, found an empty file");
        }
        List<String> lines = text.lines().toList();
        for (RuleNode document : documents) {
            if (document.isNull()) {
                continue; // behind a separator at the end
            }
            try {
                String own = documents.size() == 1 ? text : own(lines, document);
                if (own.length() > MOST_OF_A_RULE) {
                    throw document.refuse("expected a rule of at most " + MOST_OF_A_RULE + " characters");
                }
                linker.add(RuleDraft.of(file, document, text, own, mode));
            } catch (RuleRefusedException e) {
                linker.refused(e.in(file));
            }
        }
    }

    /** The lines of one document, so that a rule keeps its version when another in its file changes. */
    private static String own(List<String> lines, RuleNode document) {
        int from = Math.min(document.node().getStartMark().map(Mark::getLine).orElse(0), lines.size());
        int to = document.node().getEndMark().map(Mark::getLine).orElse(lines.size());
        StringBuilder own = new StringBuilder();
        for (String line : lines.subList(from, Math.min(lines.size(), Math.max(from + 1, to)))) {
            own.append(line).append('\n');
        }
        return own.toString();
    }
}
