package io.cordon.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.rule.RuleSet;
import io.cordon.streaming.KeyedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.util.OutputTag;

/** What goes from task to task for correlations: by group, one contribution after the other. */
final class Contributions {
    private static final List<OutputTag<KeyedBytes>> TAGS = IntStream.rangeClosed(1, RuleSet.MOST_LEVELS)
            .mapToObj(level -> new Level("contributions-" + level))
            .<OutputTag<KeyedBytes>>map(tag -> tag)
            .toList();

    private Contributions() {}

    private static final class Level extends OutputTag<KeyedBytes> {
        private static final long serialVersionUID = 1;

        Level(String id) {
            super(id);
        }
    }

    /** Where those for correlations of a level go, from 1. */
    static OutputTag<KeyedBytes> tag(int level) {
        return TAGS.get(level - 1);
    }

    static KeyedBytes encode(Contribution contribution) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            HitBytes.write(contribution, new DataOutputStream(bytes));
            return new KeyedBytes(contribution.place().text(), bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Contribution> decode(byte[] bytes) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            List<Contribution> contributions = new ArrayList<>();
            while (in.available() > 0) {
                contributions.add(HitBytes.contribution(new DataInputStream(in)));
            }
            return contributions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
