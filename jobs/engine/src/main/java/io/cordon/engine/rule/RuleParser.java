package io.cordon.engine.rule;

import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.ParsedRules.Sourced;
import io.cordon.engine.rule.Rule.Language;
import io.cordon.engine.rule.Rule.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

    /** The text of a file, and its name for errors. */
    public record Source(String file, String text) {}

    /**
     * Adds a file.
     *
     * @param file named in errors
     * @param mode what the rules' findings may do
     */
    public void add(String file, String text, Mode mode) {
        add(List.of(new Source(file, text)), mode);
    }

    /** Adds files, which are read on all processors and added in their order. */
    public void add(List<Source> sources, Mode mode) {
        sources.parallelStream()
                .map(source -> found(source.file, source.text, mode))
                .forEachOrdered(found -> found.forEach(one -> one.accept(linker)));
    }

    /** What a file holds, to be told to the linker. */
    private static List<Consumer<RuleLinker>> found(String file, String text, Mode mode) {
        List<Consumer<RuleLinker>> found = new ArrayList<>();
        try {
            if (text.length() > MOST_OF_A_FILE) {
                throw new RuleRefusedException(1, 1, "expected a file of at most " + MOST_OF_A_FILE + " characters");
            }
            String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
            if (file.endsWith(".eql")) {
                bareEql(file, plain, mode, found);
            } else {
                documents(file, plain, mode, found);
            }
        } catch (RuleRefusedException e) {
            found.add(linker -> linker.refused(e.in(file)));
        }
        return found;
    }

    /** What the files hold, linked to each other. */
    public ParsedRules read() {
        return linker.link();
    }

    private static void bareEql(String file, String text, Mode mode, List<Consumer<RuleLinker>> found)
            throws RuleRefusedException {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1, file.length() - 4);
        Rule rule = EqlRuleReader.bare(name, text, mode);
        Sourced sourced = new Sourced(rule, new Document(name, rule.hash(), Language.EQL, file, text));
        found.add(linker -> linker.add(sourced));
    }

    private static void documents(String file, String text, Mode mode, List<Consumer<RuleLinker>> found)
            throws RuleRefusedException {
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
                RuleDraft draft = RuleDraft.of(file, document, text, own, mode);
                found.add(linker -> linker.add(draft));
            } catch (RuleRefusedException e) {
                found.add(linker -> linker.refused(e.in(file)));
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
