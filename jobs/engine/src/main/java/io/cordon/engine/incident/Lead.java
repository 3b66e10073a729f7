package io.cordon.engine.incident;

import io.cordon.engine.event.Bytes;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.rule.Response.Action;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a finding has to say for indicators: who found it, in what, and by what its target may be known elsewhere.
 *
 * @param rule the rule that found it
 * @param isSettled whether nothing can disprove it any more, and all that it rests on is named
 * @param ofIndicator whether an indicator found it, and no rule of its own
 * @param events that it rests on, in event order
 * @param image the target's image, or empty where nothing is meant
 * @param shape the shape of the target's command line, or empty
 * @param things what is known of the target and of what it did, by {@link Thing}'s names
 */
public record Lead(
        String rule,
        boolean isSettled,
        boolean ofIndicator,
        List<String> events,
        String image,
        String shape,
        SortedMap<String, String> things) {
    /** The tag of what indicators find, and the rule's id. */
    public static final String OF_INDICATOR = "cordon.indicator";

    private static final int VERSION = 1;

    public Lead {
        events = List.copyOf(events);
        things = Collections.unmodifiableSortedMap(new TreeMap<>(things));
    }

    static Lead of(Finding finding) {
        // What nobody wants contained here is none elsewhere.
        boolean isWanted = finding.rule().response().action() != Action.NONE;
        Target target = isWanted ? finding.target() : null;
        String image = target == null ? null : target.image();
        String commandLine = target == null || !target.isProcess() ? null : target.commandLine();
        return new Lead(
                finding.rule().id(),
                finding.state() == Finding.State.CONFIRMED && finding.evidenceOmitted() == 0,
                finding.rule().id().equals(OF_INDICATOR),
                finding.evidence().stream().map(Evidence::event).toList(),
                image == null ? "" : image,
                commandLine == null || commandLine.isBlank()
                        ? ""
                        : Artefact.ofCommandLine(finding.tenant(), commandLine).value(),
                target == null ? new TreeMap<>() : target.things());
    }

    /** What is known of a thing, or null. */
    public @Nullable String thing(Thing thing) {
        return things.get(thing.key());
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, rule);
        out.writeBoolean(isSettled);
        out.writeBoolean(ofIndicator);
        Bytes.texts(out, events);
        Bytes.text(out, image);
        Bytes.text(out, shape);
        Bytes.texts(out, things.keySet());
        Bytes.texts(out, things.values());
    }

    static Lead read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        String rule = Bytes.text(in);
        boolean isSettled = in.readBoolean();
        boolean ofIndicator = in.readBoolean();
        List<String> events = Bytes.texts(in);
        String image = Bytes.text(in);
        String shape = Bytes.text(in);
        List<String> names = Bytes.texts(in);
        List<String> values = Bytes.texts(in);
        SortedMap<String, String> things = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            things.put(names.get(i), values.get(i));
        }
        return new Lead(rule, isSettled, ofIndicator, events, image, shape, things);
    }
}
