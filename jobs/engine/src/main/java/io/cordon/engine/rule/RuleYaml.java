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
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
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

    private int nodes;

    private RuleYaml() {}

    /** The documents of a text, each bounded in depth and in what its aliases stand for. */
    public static List<RuleNode> documents(String text) throws RuleRefusedException {
        // One buffer for the whole text: a character outside the BMP at the end of a smaller one makes the reader fail.
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setBufferSize(text.length() + 2)
                .setCodePointLimit(Integer.MAX_VALUE) // who calls bounds a file and each rule in it
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
        } catch (YamlEngineException e) {
            throw new RuleRefusedException(1, 1, "expected YAML: " + e.getMessage());
        }
    }

    private void check(RuleNode node, int depth) throws RuleRefusedException {
        nodes++;
        if (depth > MAX_DEPTH || nodes > MAX_NODES) {
            throw node.refuse("expected aliases that stand for at most " + MAX_DEPTH + " levels and " + MAX_NODES
                    + " values in all");
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

    private static RuleRefusedException at(Optional<Mark> mark, String expected) {
        return new RuleRefusedException(
                mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, expected);
    }
}
