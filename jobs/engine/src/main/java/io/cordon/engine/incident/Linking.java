package io.cordon.engine.incident;

import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import io.cordon.engine.tree.Table;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who see findings and edges, and no trees, where processes stand: each process of which something was said, its ancestors, and
 * what it starts, once; and again where that changes, or when it was told long ago and something is said anew.
 */
public final class Linking {
    /** After so long it is told again, in µs: those who hear it forget what they do not need for {@link IncidentLimits#links()}. */
    static final long AGAIN = TimeUnit.MICROSECONDS.convert(Duration.ofHours(12));

    private final String endpoint;
    private final ProcessTree tree;
    private final Table<String, Link> told;
    private final Out out;

    /** Hears of them. */
    public interface Out {
        void link(Link link);

        /**
         * How rare is it that one program starts another? Asked once of a process of which something was said.
         *
         * @param time when it was started, in µs on the clock that its start says
         */
        default void asks(Link link, long time) {}
    }

    /**
     * One endpoint.
     *
     * @param told what was told of it, by process
     */
    public Linking(String endpoint, ProcessTree tree, Table<String, Link> told, Out out) {
        this.endpoint = endpoint;
        this.tree = tree;
        this.told = told;
        this.out = out;
    }

    /**
     * Something is said of a process.
     *
     * @param append when the record was appended that has it said, in µs
     */
    public void mention(String entity, long append) {
        String at = entity;
        for (boolean isSaid = true; at != null; isSaid = false) {
            Link before = told.get(at);
            boolean isNews = before == null || before.told() <= append - AGAIN || (isSaid && !before.mentioned());
            Link link = isNews ? Link.of(endpoint, tree, at, append) : null;
            if (link == null) {
                return;
            }
            Link now = tell(isSaid ? link.mentioned(true) : link, before);
            at = SharedHosts.contains(now.image()) ? null : now.parent();
        }
    }

    /** What is known of a process may have changed. */
    public void changed(String entity, long append) {
        Link before = told.get(entity);
        if (before == null) {
            ProcessEntry process = tree.process(entity);
            String parent = process == null ? null : process.parent();
            Link above = parent == null ? null : told.get(parent);
            if (above != null && !SharedHosts.contains(above.image())) {
                mention(entity, append);
            }
            return;
        }
        Link now = Link.of(endpoint, tree, entity, append);
        if (now != null && !kept(now, before).says(before)) {
            tell(now, before);
            if (now.parent() != null && !now.parent().equals(before.parent())) {
                mention(now.parent(), append);
            }
        }
    }

    /** Forgets what was told of processes that are gone. */
    public static void sweep(ProcessTree tree, Table<String, Link> told) {
        for (String entity : told.keys()) {
            if (tree.process(entity) == null) {
                told.remove(entity);
            }
        }
    }

    private Link tell(Link link, @Nullable Link before) {
        Link now = before == null ? link : kept(link, before);
        told.put(now.entity(), now);
        out.link(now);
        Start start = now.isRated() && (before == null || !before.isRated()) ? start(now.entity()) : null;
        if (start != null) {
            out.asks(now, start.time());
        }
        return now;
    }

    private @Nullable Start start(String entity) {
        ProcessEntry process = tree.process(entity);
        return process == null ? null : tree.start(process);
    }

    /** A parent that ended and is forgotten is its parent still, and what was said of it stays said. */
    private Link kept(Link now, Link before) {
        Link link = before.mentioned() ? now.mentioned(true) : now;
        boolean isForgotten = link.parent() == null && before.parent() != null && tree.process(before.parent()) == null;
        return isForgotten ? link.under(before.parent()) : link;
    }
}
