package io.cordon.cli;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.mapping.Normalizer;
import io.cordon.engine.rule.Logsource;
import io.cordon.engine.rule.RuleNode;
import io.cordon.engine.rule.RuleRefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The events of a story, one after the other: each says what is different, the rest is what it usually is. */
final class StoryEvents {
    private static final long BEGIN = 1_767_261_600_000_000L; // 2026-01-01T10:00:00Z
    private static final long SECOND = 1_000_000;
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d{1,6})?)\\s*([smhd]?)");
    private static final int NO_CODE = -1;
    private static final int FIRST_PID = 1000;
    private static final int ONCE = 0;
    private static final int MOST_TIMES = 1000;
    private static final String NUMBER = "{n}";

    private final List<EndpointEvent> events = new ArrayList<>();
    private final Map<String, Integer> pids = new HashMap<>();
    private long time = BEGIN - SECOND;

    List<EndpointEvent> all() {
        return events;
    }

    boolean isNamed(String name) {
        return events.stream().anyMatch(event -> event.id().equals(name));
    }

    /** Adds an event, or as many as it says {@code times}, a second apart; {@code {n}} in their fields is the number of each. */
    void add(RuleNode node) throws RuleRefusedException {
        RuleNode times = node.get("times");
        if (times == null) {
            add(node, ONCE);
            return;
        }
        for (int number = 1; number <= times(times); number++) {
            add(node, number);
        }
    }

    /** Adds an event; what is no key of a story is a field. */
    private void add(RuleNode node, int number) throws RuleRefusedException {
        RuleNode what = node.require("event", "a category of Sigma's, such as process_creation, or a service");
        Set<Activity> activities = Logsource.activities(what.text());
        String service = activities.isEmpty() ? what.text() : "sysmon";
        String name = node.textOr("as", "e" + (events.size() + 1));
        if (number > ONCE && node.get("as") != null) {
            name += number;
        }
        if (isNamed(name)) {
            throw node.refuse("expected a name of its own, found '" + name + "' again");
        }
        time = number > 1 ? time + SECOND : time(node.get("at"));
        String endpoint = node.textOr("on", "ws1");
        RuleNode id = node.get("EventID") == null ? node.get("event.code") : node.get("EventID");
        int code = id == null ? NO_CODE : code(id);
        EndpointEvent.Builder event = EndpointEvent.builder()
                .tenant("default")
                .endpoint(endpoint)
                .id(name)
                .position(name)
                .time(time, Clock.UTC)
                .appendTime(time)
                .product(node.textOr("product", "windows"))
                .service(service)
                .code(code)
                .activity(activities.stream()
                        .sorted()
                        .findFirst()
                        .orElseGet(() -> Normalizer.builtIn().activity(service, code)));
        process(node, endpoint, event);
        for (RuleNode.Entry entry : node.entries()) {
            field(entry, number, event);
        }
        events.add(event.build());
    }

    private void process(RuleNode node, String endpoint, EndpointEvent.Builder event) throws RuleRefusedException {
        String process = node.textOr("process", "");
        String parent = node.textOr("parent", "");
        String target = node.textOr("target", "");
        event.process(entity(endpoint, process), pid(endpoint, process))
                .parent(entity(endpoint, parent), pid(endpoint, parent))
                .target(entity(endpoint, target), pid(endpoint, target));
    }

    private static @Nullable String entity(String endpoint, String process) {
        return process.isEmpty() ? null : endpoint + '/' + process;
    }

    private long pid(String endpoint, String process) {
        return process.isEmpty()
                ? EndpointEvent.ABSENT
                : pids.computeIfAbsent(endpoint + '/' + process, any -> FIRST_PID + 4 * pids.size());
    }

    private static void field(RuleNode.Entry entry, int number, EndpointEvent.Builder event)
            throws RuleRefusedException {
        switch (entry.name()) {
            case "event", "as", "at", "on", "product", "process", "parent", "target", "times" -> {}
            case "EventID", "event.code" -> {} // read before
            case "Provider_Name" -> event.provider(entry.value().text());
            default ->
                FieldCatalogue.builtIn()
                        .put(entry.name(), numbered(entry.value().text(), number), event);
        }
    }

    private static String numbered(String text, int number) {
        return number == ONCE ? text : text.replace(NUMBER, Integer.toString(number));
    }

    private static int times(RuleNode node) throws RuleRefusedException {
        int times = code(node);
        if (times < 1 || times > MOST_TIMES) {
            throw node.refuse("expected a number from 1 to " + MOST_TIMES);
        }
        return times;
    }

    private static int code(RuleNode node) throws RuleRefusedException {
        try {
            return Integer.parseInt(node.text());
        } catch (NumberFormatException e) {
            throw node.refuse("expected a number");
        }
    }

    /** A second after the event before, unless the story says when, from its begin. */
    private long time(@Nullable RuleNode node) throws RuleRefusedException {
        if (node == null) {
            return time + SECOND;
        }
        Matcher matcher = TIME.matcher(node.text());
        if (!matcher.matches()) {
            throw node.refuse("expected a time from the story's begin, such as 90 or 5m");
        }
        long unit = switch (matcher.group(2)) {
            case "m" -> 60;
            case "h" -> 3600;
            case "d" -> 86_400;
            default -> 1;
        };
        return BEGIN + Math.round(Double.parseDouble(matcher.group(1)) * unit * SECOND);
    }
}
