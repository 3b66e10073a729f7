package io.cordon.engine.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML that comes from outside: whatever it holds ends in documents or in one refusal with its place.
 *
 * <p>The composer recurses, so depth is measured on its way. Aliases can make a small text stand for a huge or an endless one, so
 * what they stand for is counted before anything walks over it.
 */
public final class RuleYaml {
    private static final int MAX_DEPTH = 40;
    private static final int MAX_NODES = 200_000;

    /** What a value may be; a tag of another kind asks a reader to make an object of it. */
    private static final Set<Tag> TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private int nodes;

    private RuleYaml() {}

    /** The documents of a text, each bounded in depth and in what its aliases stand for. */
    public static List<RuleNode> documents(String text) throws RuleRefusedException {
        // One buffer for the whole text: a character outside the BMP at the end of a smaller one makes the reader fail.
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setBufferSize(text.length() + 2)
                .setCodePointLimit(Integer.MAX_VALUE) // who calls bounds a file and each rule in it
                .setMaxAliasesForCollections(Integer.MAX_VALUE) // what they stand for is counted below
                .build();
        try {
            Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
            Composer composer = new Composer(settings, new ShallowParser(parser, MAX_DEPTH));
            List<RuleNode> documents = new ArrayList<>();
            while (composer.hasNext()) {
                RuleNode document = new RuleNode(composer.next());
                new RuleYaml().check(document, 0);
                documents.add(document);
            }
            return documents;
        } catch (ShallowParser.TooDeep e) {
            throw at(e.getProblemMark(), e.getProblem());
        } catch (MarkedYamlEngineException e) {
            throw at(e.getProblemMark(), "expected YAML: " + String.valueOf(e.getProblem()));
        } catch (ReaderException e) {
            throw unprintable(text);
        } catch (YamlEngineException e) {
            throw new RuleRefusedException(1, 1, "expected YAML: " + e.getMessage());
        }
    }

    private void check(RuleNode node, int depth) throws RuleRefusedException {
        nodes++;
        if (depth > MAX_DEPTH || nodes > MAX_NODES) {
            throw node.refuse("expected at most " + MAX_DEPTH + " levels and " + MAX_NODES
                    + " values, with those that aliases stand for");
        }
        if (!TAGS.contains(node.node().getTag())) {
            throw node.refuse(
                    "expected a value without a tag, found " + node.node().getTag());
        }
        if (node.isList()) {
            for (RuleNode item : node.items()) {
                check(item, depth + 1);
            }
        } else if (node.isMapping()) {
            Set<String> names = new HashSet<>();
            for (RuleNode.Entry entry : node.entries()) {
                if (entry.key().isScalar() && !names.add(entry.name())) {
                    throw entry.key().refuse("expected each key once, found '" + entry.name() + "' again");
                }
                check(entry.key(), depth + 1);
                check(entry.value(), depth + 1);
            }
        }
    }

    /** The reader says what it does not take, and not where. */
    private static RuleRefusedException unprintable(String text) {
        int at = 0;
        while (StreamReader.isPrintable(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        return new RuleRefusedException(
                line,
                at - text.lastIndexOf('\n', at - 1),
                String.format("expected YAML, which has no character U+%04X", text.codePointAt(at)));
    }

    private static RuleRefusedException at(Optional<Mark> mark, String expected) {
        return new RuleRefusedException(
                mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, expected);
    }
}
