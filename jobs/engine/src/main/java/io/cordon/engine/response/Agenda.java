package io.cordon.engine.response;

import io.cordon.engine.response.DeskStore.Names;
import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.List;

/** What is to be looked at when: names by the second, so that nothing is ever searched. */
final class Agenda {
    private static final String AT = "at ";
    /** A second's names lie in so many entries: to add one writes its entry anew, and a flood puts a thousand into one second. */
    private static final int PARTS = 32;

    private static final long SECOND = 1_000;
    private static final long IDLE = 3_600 * SECOND;
    static final String NUMBER = "number ";

    private final Table<String, Names> names;
    private final Alarm alarm;

    /** Calls back at a time. */
    interface Alarm {
        /** Wants to be called back at a time, in ms since 1970. */
        void at(long atMillis);
    }

    Agenda(Table<String, Names> names, Alarm alarm) {
        this.names = names;
        this.alarm = alarm;
    }

    /** Has a name come back at the end of the second in which a time lies. */
    void note(String name, long millis) {
        long second = Math.floorDiv(millis, SECOND) + 1;
        add(names, at(second, Math.floorMod(name.hashCode(), PARTS)), name);
        alarm.at(second * SECOND);
    }

    /** What is due at the end of a second, once. */
    List<String> due(long atMillis) {
        List<String> due = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            String key = at(Math.floorDiv(atMillis, SECOND), part);
            Names found = names.get(key);
            if (found != null) {
                names.remove(key);
                due.addAll(found.all());
            }
        }
        return due;
    }

    private static String at(long second, int part) {
        return AT + second + (part == 0 ? "" : "/" + part);
    }

    /**
     * The next of numbers that only rise, and at least as high as a time. What is forgotten was not asked for in an hour, so a time
     * that is no older is beyond it.
     */
    long next(Table<String, Long> numbers, String key, long atLeast, long nowMillis) {
        Long last = numbers.get(key);
        long next = Math.max(last == null ? 0 : last + 1, atLeast);
        numbers.put(key, next);
        note(NUMBER + key, nowMillis + IDLE);
        return next;
    }

    /** Forgets a number that was not asked for in an hour. */
    void forget(Table<String, Long> numbers, String name, long nowMillis) {
        String key = name.substring(NUMBER.length());
        Long last = numbers.get(key);
        if (last != null && last + IDLE <= nowMillis) {
            numbers.remove(key);
        }
    }

    static void add(Table<String, Names> names, String key, String name) {
        Names known = names.get(key);
        if (known == null) {
            names.put(key, new Names(List.of(name)));
        } else if (!known.all().contains(name)) {
            List<String> all = new ArrayList<>(known.all());
            all.add(name);
            names.put(key, new Names(all));
        }
    }

    static void remove(Table<String, Names> names, String key, String name) {
        Names known = names.get(key);
        if (known == null) {
            return;
        }
        List<String> rest = new ArrayList<>(known.all());
        rest.remove(name);
        if (rest.isEmpty()) {
            names.remove(key);
        } else {
            names.put(key, new Names(rest));
        }
    }
}
