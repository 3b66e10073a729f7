package io.cordon.cli;

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

    StoryReport(List<StoryRun.Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
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

    /** JUnit's XML, as build servers read it: a suite for each file. */
    void junit(Path file) {
        try (Writer writer = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Map.Entry<Path, List<StoryRun.Outcome>> suite : byFile().entrySet()) {
                xml.writeStartElement("testsuite");
                xml.writeAttribute("name", suite.getKey().toString());
                xml.writeAttribute("tests", Integer.toString(suite.getValue().size()));
                xml.writeAttribute(
                        "failures",
                        Long.toString(suite.getValue().stream()
                                .filter(outcome -> !outcome.isPassed())
                                .count()));
                for (StoryRun.Outcome outcome : suite.getValue()) {
                    testcase(outcome, xml);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (IOException | XMLStreamException e) {
            throw new CommandException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void testcase(StoryRun.Outcome outcome, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", outcome.story().file().toString());
        xml.writeAttribute("name", outcome.story().name());
        if (!outcome.isPassed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", "findings differ");
            xml.writeCharacters(difference(outcome));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private Map<Path, List<StoryRun.Outcome>> byFile() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.story().file(), LinkedHashMap::new, Collectors.toList()));
    }
}
