package io.cordon.engine.edge;

import io.cordon.engine.event.Clock;
import io.cordon.engine.tree.EndpointHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** An endpoint's last minutes: what happened near a moment, on whichever clock it was recorded. */
final class Recent {
    /** Two events of one endpoint that belong together lie closer than this: 28 s were measured for 95 of 100. */
    static final long NEAR = 60_000_000L;

    private static final long MINUTE = 60_000_000L;

    private final TraceStore store;
    private final EndpointHeader clocks;

    Recent(TraceStore store, EndpointHeader clocks) {
        this.store = store;
        this.clocks = clocks;
    }

    Minute minute(Sighting seen) {
        Minute minute = store.minutes().get(key(seen.time(), seen.clock()));
        return minute == null ? Minute.empty() : minute;
    }

    void put(Sighting seen, Minute minute) {
        store.minutes().put(key(seen.time(), seen.clock()), minute);
    }

    /** Whether a minute began before a time on the endpoint's UTC clock. */
    boolean isBefore(long key, long utc) {
        long offset = (key & 1) == 0 ? 0 : Sighting.offset(clocks);
        return Math.floorDiv(key, 2) * MINUTE - offset < utc;
    }

    private static long key(long time, Clock clock) {
        return Math.floorDiv(time, MINUTE) * 2 + (clock == Clock.UTC ? 0 : 1);
    }

    /** What happened near a moment on the endpoint's UTC clock, in order. */
    List<Connection> inbound(long utc) {
        return near(utc, NEAR, Minute::inbound, Connection::seen).stream()
                .sorted(Connection.ORDER)
                .toList();
    }

    List<Logon> logons(long utc) {
        return near(utc, NEAR, Minute::logons, Logon::seen).stream()
                .sorted(Logon.ORDER)
                .toList();
    }

    List<Creation> creations(long from, long to) {
        return near(from + (to - from) / 2, (to - from) / 2, Minute::creations, Creation::seen).stream()
                .sorted(Creation.ORDER)
                .toList();
    }

    /** The executions in the minutes near a moment; they may lie a little farther off. */
    Set<String> executions(long utc) {
        Set<String> ids = new TreeSet<>();
        for (Minute minute : minutes(utc, NEAR)) {
            ids.addAll(minute.executions());
        }
        return ids;
    }

    private <T> List<T> near(long utc, long within, Function<Minute, List<T>> what, Function<T, Sighting> seen) {
        List<T> found = new ArrayList<>();
        for (Minute minute : minutes(utc, within)) {
            for (T one : what.apply(minute)) {
                if (Math.abs(seen.apply(one).utc(clocks).time() - utc) <= within) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    private List<Minute> minutes(long utc, long within) {
        List<Minute> minutes = new ArrayList<>();
        for (Clock clock : Clock.values()) {
            long at = clock == Clock.UTC ? utc : utc + Sighting.offset(clocks);
            for (long key = key(at - within, clock); key <= key(at + within, clock); key += 2) {
                Minute minute = store.minutes().get(key);
                if (minute != null) {
                    minutes.add(minute);
                }
            }
        }
        return minutes;
    }
}
