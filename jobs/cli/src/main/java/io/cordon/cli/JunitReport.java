package io.cordon.cli;

import io.cordon.agent.conformance.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes outcomes as JUnit's XML, which build servers read. */
final class JunitReport {
    private JunitReport() {}

    static void write(String suite, List<Verdict> verdicts, Path file) {
        try (Writer text = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", String.valueOf(verdicts.size()));
            xml.writeAttribute(
                    "failures", count(verdicts.stream().filter(Verdict::failed).count()));
            xml.writeAttribute(
                    "skipped",
                    count(verdicts.stream()
                            .filter(one -> !one.notRun().isEmpty())
                            .count()));
            for (Verdict verdict : verdicts) {
                write(verdict, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (IOException | XMLStreamException e) {
            throw new CommandException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Verdict verdict, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", verdict.group());
        xml.writeAttribute("name", verdict.name());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", verdict.seconds()));
        if (verdict.failed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", verdict.differences().get(0));
            xml.writeCharacters(String.join("\n", verdict.differences()));
            xml.writeEndElement();
        } else if (!verdict.notRun().isEmpty()) {
            xml.writeStartElement("skipped");
            xml.writeAttribute("message", verdict.notRun());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String count(long number) {
        return String.valueOf(number);
    }
}
