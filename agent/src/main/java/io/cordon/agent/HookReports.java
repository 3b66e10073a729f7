package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.wire.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What hooks tell of acts: of the same under the same order once an hour, since a program that is held may try it a thousand times. */
final class HookReports {
    private static final long SAME_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final int MOST = 5_000;
    private static final int LONGEST = 1_000;

    private final Map<String, Long> told = new LinkedHashMap<>();
    private final List<Report> waiting = new ArrayList<>();

    /** What happened under an order. */
    record Report(Order order, Result result) {}

    /** Takes a report, and returns whether it is news. */
    boolean add(Order order, Outcome outcome, Act act, long now) {
        told.values().removeIf(at -> at <= now - SAME_MILLIS);
        String key = order.lease() + '\n' + outcome + '\n' + act.object();
        if (told.size() >= MOST || told.putIfAbsent(key, now) != null) {
            return false;
        }
        Map<String, String> details = new TreeMap<>();
        put(details, "rule", act.rule());
        put(details, "sha256", act.sha256());
        put(details, "object", act.object());
        put(details, "process", act.process());
        put(details, "user", act.user());
        waiting.add(new Report(order, new Result(Result.OK, outcome, outcome.name(), details)));
        return true;
    }

    private static void put(Map<String, String> details, String name, String value) {
        if (!value.isEmpty()) {
            details.put(name, value.substring(0, Math.min(LONGEST, value.length())));
        }
    }

    /** What was not handed on yet. */
    List<Report> take() {
        List<Report> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
