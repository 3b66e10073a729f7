package io.cordon.cli;

import io.cordon.engine.rule.RuleError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Words what became of stories: a table, what differs, and JUnit's XML. */
final class StoryReport {
    private final List<StoryRun.Outcome> outcomes;
    private final List<RuleError> errors;

    StoryReport(List<StoryRun.Outcome> outcomes, List<RuleError> errors) {
        this.outcomes = List.copyOf(outcomes);
        this.errors = List.copyOf(errors);
    }

    /** A line for each file and story, and under one that failed what differs. */
    void print(PrintWriter out) {
        byFile().forEach((file, stories) -> {
            out.println(file);
            for (StoryRun.Outcome outcome : stories) {
                out.printf(
                        "  %s %s%n",
                        outcome.isPassed() ? "✓" : "✗", outcome.story().name());
                if (!outcome.isPassed()) {
                    out.printf("      %s:%d%n", file, outcome.story().line());
                    difference(outcome).lines().forEach(line -> out.println("      " + line));
                }
            }
        });
    }

    private static String difference(StoryRun.Outcome outcome) {
        StringBuilder text = new StringBuilder();
        outcome.missing().forEach(one -> text.append("- expected: ").append(one).append('\n'));
        outcome.unexpected()
                .forEach(one -> text.append("+ found:    ").append(one).append('\n'));
        outcome.differing()
                .forEach((way, found) -> text.append("≠ ")
                        .append(way)
                        .append(": ")
                        .append(words(found))
                        .append("; in order: ")
                        .append(words(outcome.found()))
                        .append('\n'));
        return text.toString();
    }

    private static String words(List<Story.Expected> found) {
        return found.isEmpty()
                ? "nothing"
                : found.stream().map(Story.Expected::toString).collect(Collectors.joining("; "));
    }

    /** JUnit's XML, as build servers read it: a suite for each file, and one for each that cannot be read. */
    void junit(Path file) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Map.Entry<Path, List<StoryRun.Outcome>> suite : byFile().entrySet()) {
                long failures = suite.getValue().stream()
                        .filter(outcome -> !outcome.isPassed())
                        .count();
                begin(suite.getKey().toString(), suite.getValue().size(), failures, 0, xml);
                for (StoryRun.Outcome outcome : suite.getValue()) {
                    Story story = outcome.story();
                    testcase(
                            story.file().toString(),
                            story.name(),
                            "failure",
                            outcome.isPassed() ? "" : difference(outcome),
                            xml);
                }
                xml.writeEndElement();
            }
            for (RuleError error : errors) {
                begin(error.file(), 1, 0, 1, xml);
                testcase(error.file(), "is read", "error", error.toString(), xml);
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (IOException | XMLStreamException e) {
            throw new CommandException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void begin(String name, long tests, long failures, long errors, XMLStreamWriter xml)
            throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", plain(name));
        xml.writeAttribute("tests", Long.toString(tests));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", Long.toString(errors));
        xml.writeAttribute("skipped", "0");
    }

    /** A case, with an element that says what is wrong where anything is. */
    private static void testcase(String file, String name, String element, String problem, XMLStreamWriter xml)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", plain(file));
        xml.writeAttribute("name", plain(name));
        if (!problem.isEmpty()) {
            xml.writeStartElement(element);
            xml.writeAttribute("message", plain(problem.lines().findFirst().orElse("")));
            xml.writeCharacters(plain(problem));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** A text without the characters that XML cannot say. */
    private static String plain(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\ufffd");
    }

    private Map<Path, List<StoryRun.Outcome>> byFile() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.story().file(), LinkedHashMap::new, Collectors.toList()));
    }
}
