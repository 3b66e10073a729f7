package io.cordon.engine.detect;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.Hit;
import io.cordon.engine.correlate.HitBytes;
import io.cordon.engine.event.Bytes;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.EventBytes;
import io.cordon.engine.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An event that some rule or anchor holds for, or may still; kept until its endpoint's time has passed it by the lateness.
 *
 * <p>Where nothing that comes can change which rules hold, only the event's head is kept: most matches are such, and the texts are
 * the most of an event.
 */
public final class OpenMatch {
    private static final int VERSION = 3;
    private static final int WITHOUT_DECIDED = 2;
    private static final int WITHOUT_FED = 1;
    /** Beyond this, further places at which the event was read are only counted by their absence. */
    private static final int MAX_POSITIONS = 16;

    /** Only its head where {@link #isDecided}. */
    EndpointEvent event;

    boolean isDecided;
    /** Where it was read; in what order has no influence. */
    final Set<String> positions = new TreeSet<>();
    /** What was said last, by rule id. */
    final Map<String, Said> said = new TreeMap<>();
    /** What correlations were told last, by rule id. */
    final Map<String, List<Hit>> fed = new TreeMap<>();

    long firstAppend;

    OpenMatch(EndpointEvent event) {
        this.event = event;
        this.firstAppend = event.appendTime();
        positions.add(event.position());
    }

    /**
     * The last version of a finding.
     *
     * @param version 0 while the rule has only been open
     * @param digest of everything it said, so that what changes nothing is not said again
     * @param rule which version of the rule held, by {@link #rule(Rule)}
     */
    record Said(int version, int digest, int rule) {
        static final Said NOTHING = new Said(0, 0, 0);

        /** Tells versions of a rule apart, the same in every JVM. */
        static int rule(Rule rule) {
            return rule.hash().hashCode();
        }
    }

    /**
     * Takes note of whether nothing that comes can change which rules hold.
     *
     * @param whole the event, which may have been kept as a head
     */
    void decided(boolean now, EndpointEvent whole) {
        if (now && !isDecided) {
            event = event.head();
        } else if (!now && isDecided) {
            event = whole;
        }
        isDecided = now;
    }

    /** Takes in a copy of the event; whether that is news. */
    boolean readAgain(EndpointEvent copy) {
        boolean earlier = copy.appendTime() < firstAppend;
        firstAppend = Math.min(firstAppend, copy.appendTime());
        boolean elsewhere = positions.add(copy.position());
        if (positions.size() > MAX_POSITIONS) {
            positions.remove(((TreeSet<String>) positions).last());
        }
        return earlier || elsewhere;
    }

    /** Tells correlations what is news in these hits, and takes back those that are none any more; returns the news. */
    List<Hit> feed(String rule, List<Hit> now, Sink sink) {
        List<Hit> before = now.isEmpty() ? fed.remove(rule) : fed.put(rule, now);
        if (before == null) {
            before = List.of();
        }
        for (Hit hit : before) {
            if (now.stream().noneMatch(other -> other.replaces(hit))) {
                sink.contribution(new Contribution(hit, true));
            }
        }
        List<Hit> news = new ArrayList<>(now);
        news.removeAll(before);
        for (Hit hit : news) {
            boolean isKnown = before.stream().anyMatch(hit::replaces);
            sink.contribution(new Contribution(hit, isKnown ? News.CHANGED : News.GIVEN));
        }
        return news;
    }

    /** Whether any of these correlations or chains was told of it. */
    boolean feedsAny(Set<String> correlations) {
        return fed.values().stream()
                .flatMap(List::stream)
                .anyMatch(hit -> correlations.contains(hit.share().place().correlation()));
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        EventBytes.write(event, out);
        out.writeBoolean(isDecided);
        out.writeLong(firstAppend);
        out.writeInt(positions.size());
        for (String position : positions) {
            Bytes.text(out, position);
        }
        out.writeInt(said.size());
        for (Map.Entry<String, Said> entry : said.entrySet()) {
            Bytes.text(out, entry.getKey());
            out.writeInt(entry.getValue().version());
            out.writeInt(entry.getValue().digest());
            out.writeInt(entry.getValue().rule());
        }
        out.writeInt(fed.size());
        for (Map.Entry<String, List<Hit>> entry : fed.entrySet()) {
            Bytes.text(out, entry.getKey());
            out.writeInt(entry.getValue().size());
            for (Hit hit : entry.getValue()) {
                HitBytes.write(hit, out);
            }
        }
    }

    public static OpenMatch read(DataInput in) throws IOException {
        int version = Bytes.version(in, WITHOUT_FED, VERSION);
        OpenMatch match = new OpenMatch(EventBytes.read(in));
        match.isDecided = version > WITHOUT_DECIDED && in.readBoolean();
        match.firstAppend = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            match.positions.add(Bytes.text(in));
        }
        for (int i = in.readInt(); i > 0; i--) {
            String rule = Bytes.text(in);
            match.said.put(rule, new Said(in.readInt(), in.readInt(), version > WITHOUT_DECIDED ? in.readInt() : 0));
        }
        for (int i = version == WITHOUT_FED ? 0 : in.readInt(); i > 0; i--) {
            String rule = Bytes.text(in);
            List<Hit> hits = new ArrayList<>();
            for (int hit = in.readInt(); hit > 0; hit--) {
                hits.add(HitBytes.hit(in));
            }
            match.fed.put(rule, hits);
        }
        return match;
    }
}
