package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What waits for a process ends with it, and finds what it would have found. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class ProcessExitTest {
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final long SECOND = 1_000_000;

    @Test
    void whatIsOpenEndsWithTheProcessThatIsTheKey() throws Exception {
        assertThat(entriesAfterAnExit("sequence by process.entity_id with maxspan=9h [1] [2]"))
                .isZero();
        assertThat(entriesAfterAnExit("sequence by host.id, process.entity_id with maxspan=9h [1] [2]"))
                .isZero();
    }

    @Test
    void whatAChildMayDoStaysOpen() throws Exception {
        assertThat(entriesAfterAnExit(
                        "sequence with maxspan=9h [1] by process.entity_id [2] by process.parent.entity_id"))
                .isPositive();
    }

    /** What is kept of a rule an hour after the exit of the process that satisfied its first step. */
    private static int entriesAfterAnExit(String query) throws Exception {
        try (Stages stages = new Stages(rule("r", query), new HashMapStateBackend())) {
            stages.event(event("a", 0, "p", 1));
            stages.event(exit(30, "p"));
            stages.restart();
            stages.event(event("other", 700, "q", 4));
            stages.append(millis(Duration.ofMinutes(11)));
            assertThat(stages.entries()).isPositive();
            stages.restart(2);
            stages.append(millis(Duration.ofHours(1)));
            return stages.entries();
        }
    }

    @Test
    void whatIsFoundDoesNotDependOnIt() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            List<EndpointEvent> events = events(new Random(seed));
            List<String> expected = standing("sequence by process.name", events);

            assertThat(standing("sequence by process.entity_id", events))
                    .as("seed %s", seed)
                    .isEqualTo(expected);
        }
    }

    /** The findings of the rules by a key: a name ends with no process. */
    private static List<String> standing(String by, List<EndpointEvent> events) throws Exception {
        String rules = String.join(
                "---\n",
                rule("pair", by + " with maxspan=3h [1] [2]"),
                rule("ends", by + " with maxspan=3h [1] [2] until [process where event.type == \"end\"]"),
                rule("not-then", by + " with maxspan=3h [1] ![3]"),
                rule("not-before", by + " with maxspan=1h ![3] [2]"),
                rule("exits", by + " with maxspan=3h [1] [process where event.type == \"end\"]"));
        try (Stages stages = new Stages(rules)) {
            long append = 0;
            for (EndpointEvent event : events) {
                stages.event(event);
                if (event.appendTime() - append > 300 * SECOND) {
                    append = event.appendTime();
                    stages.append(append / 1000);
                }
            }
            for (Duration later : List.of(Duration.ofHours(5), Duration.ofHours(8), Duration.ofDays(9))) {
                stages.append(millis(later));
            }
            assertThat(stages.timers()).isZero();
            return stages.standing();
        }
    }

    /** Four hours of short-lived processes that each come up to nine minutes late. */
    private static List<EndpointEvent> events(Random random) {
        List<EndpointEvent> events = new ArrayList<>();
        for (int process = 0; process < 20; process++) {
            String entity = "p" + process;
            int start = random.nextInt(10_000);
            int end = start + 1 + random.nextInt(3000);
            for (int i = 0; i < 6; i++) {
                int second = start + random.nextInt(end - start + 60);
                events.add(event(entity + "e" + i, second, entity, 1 + random.nextInt(3)));
            }
            if (random.nextInt(4) > 0) {
                events.add(exit(end, entity));
            }
        }
        return events.stream()
                .map(event -> event.toBuilder()
                        .appendTime(event.time() + random.nextInt(540) * SECOND)
                        .build())
                .sorted(Comparator.comparingLong(EndpointEvent::appendTime))
                .toList();
    }

    private static EndpointEvent exit(int second, String process) {
        return event("exit-" + process, second, process, 5).toBuilder()
                .activity(Activity.PROCESS_END)
                .build();
    }

    private static EndpointEvent event(String id, int second, String process, int code) {
        return EndpointEvent.builder()
                .endpoint("h1")
                .id(id)
                .position("log:" + id)
                .time(EPOCH + second * SECOND, Clock.UTC)
                .appendTime(EPOCH + second * SECOND)
                .product("windows")
                .service("sysmon")
                .code(code)
                .activity(Activity.OTHER)
                .process(process, 0)
                .field("process.name", process)
                .field("host.id", "1")
                .build();
    }

    private static long millis(Duration sinceEpoch) {
        return EPOCH / 1000 + sinceEpoch.toMillis();
    }

    /** A rule whose steps are written as the code that an event has. */
    private static String rule(String id, String query) {
        return "title: " + id + "\nid: " + id + "\nquery: '"
                + query.replaceAll("\\[(\\d)]", "[any where event.code == \"$1\"]") + "'\n";
    }
}
