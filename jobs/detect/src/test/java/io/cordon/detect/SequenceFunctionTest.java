package io.cordon.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.detect.Scenario;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** Sequences in detect's two stages: restarts change nothing, a new set only what is new in it, and time decides what is missing. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class SequenceFunctionTest {
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final long SECOND = 1_000_000;
    private static final String PAIR = rule("pair", "sequence by user.name with maxspan=20s [1] [2] until [3]");
    private static final String THEN_NOT = rule("then-not", "sequence by host.id, user.name with maxspan=20s [2] ![3]");
    private static final String ALL = String.join(
            "---\n",
            PAIR,
            THEN_NOT,
            rule("not-before", "sequence by host.id, user.name with maxspan=20s ![1] [2]"),
            rule("twice", "sequence by user.name with maxspan=30s [1] with runs=2 ![3] [4]"),
            rule("both", "sample by user.name [1] [4]") + "retention: 15s\n");

    @Test
    void aRestartAfterEachElementChangesNothing() throws Exception {
        List<EndpointEvent> events = events(1);

        assertThat(told(events, true)).isEqualTo(told(events, false));
    }

    @Test
    void aChangeOfParallelismChangesNothing() throws Exception {
        List<EndpointEvent> events = events(1);
        List<String> undisturbed = told(events, false);

        for (StateBackend backend : List.of(new EmbeddedRocksDBStateBackend(), new HashMapStateBackend())) {
            try (Stages stages = new Stages(ALL, backend)) {
                for (int i = 0; i < events.size(); i++) {
                    stages.event(events.get(i));
                    if (i % 10 == 9) {
                        stages.restart(1 + i / 10 % 3);
                    }
                }
                end(stages);
                assertThat(stages.lastVersions()).isEqualTo(undisturbed);
            }
        }
    }

    @Test
    void whatArrivesInAnyOrderStandsAtTheEndWithItsEvents() throws Exception {
        List<EndpointEvent> events = events(1);
        List<String> shuffled = standing(events);
        events.sort(Comparator.comparingLong(EndpointEvent::time));
        List<String> inOrder = standing(appendedInThisOrder(events));

        assertThat(inOrder)
                .extracting(finding -> finding.substring(0, finding.indexOf(' ')))
                .contains("pair", "then-not", "not-before", "twice", "both");
        assertThat(shuffled).isEqualTo(inOrder);
    }

    @Test
    void aChangedRuleBeginsAnewAndOthersKeepWhatIsOpen() throws Exception {
        String before = String.join("---\n", PAIR, rule("other", "sequence by user.name with maxspan=1m [1] [2]"));
        String after = before.replace("maxspan=20s", "maxspan=30s");
        try (Stages stages = new Stages(before)) {
            stages.event(event("a1", 0, "h1", 1));
            stages.rules(after, 2);
            stages.event(event("a2", 5, "h1", 2));
            stages.event(event("b1", 6, "h1", 1));
            stages.event(event("b2", 7, "h1", 2));

            assertThat(stages.standing())
                    .containsExactly("other confirmed: a1 a2", "other confirmed: b1 b2", "pair confirmed: b1 b2");
            stages.append(millis(Duration.ofDays(9)));
            assertThat(stages.timers()).isZero();
        }
    }

    @Test
    void aNewRulesLineageHoldsForWhatRunsAlready() throws Exception {
        String rule = rule(
                        "under-word",
                        "sequence by process.entity_id with maxspan=1m"
                                + " [network where descendant of [process where process.name : \"winword.exe\"]] [2]")
                + "dialect: endpoint\n";
        List<EndpointEvent> events = new Scenario()
                .start(0, "word", 100, "explorer", 50, "winword.exe", "winword.exe a.docx")
                .start(1, "cmd", 101, "word", 100, "cmd.exe", "cmd /c powershell")
                .start(2, "ps", 102, "cmd", 101, "powershell.exe", "powershell -enc AAAA")
                .start(3, "other", 103, "explorer", 50, "powershell.exe", "powershell")
                .connect(10, "ps", 102, "powershell.exe")
                .connect(10, "other", 103, "powershell.exe")
                .events();
        try (Stages stages = new Stages(PAIR)) {
            for (EndpointEvent event : events.subList(0, 4)) {
                stages.event(event);
            }
            stages.restart();
            stages.rules(rule, 2);
            for (EndpointEvent event : events.subList(4, 6)) {
                stages.event(event);
            }
            for (String process : List.of("ps", "other")) {
                stages.event(event("then-" + process, 12, Scenario.ENDPOINT, 2).toBuilder()
                        .process(process, 0)
                        .build());
            }

            assertThat(stages.standing()).containsExactly("under-word confirmed: e4 then-ps");
        }
    }

    @Test
    void aRestoreGoesOnWithAnotherSet() throws Exception {
        try (Stages stages = new Stages(String.join("---\n", PAIR, THEN_NOT))) {
            stages.event(event("a1", 0, "h1", 1));
            stages.event(event("c2", 0, "h2", 2, "bob"));
            stages.restart();
            stages.rules(String.join("---\n", PAIR, rule("new", "any where event.code == \"2\"")), 2);
            stages.event(event("a2", 5, "h1", 2));
            stages.event(event("d4", 60, "h2", 4));

            assertThat(stages.standing())
                    .as("of the rule that was taken away nothing is found, though it waited")
                    .containsExactly("new confirmed: a2", "pair confirmed: a1 a2");
            stages.append(millis(Duration.ofDays(9)));
            assertThat(stages.timers()).isZero();
        }
    }

    @Test
    void anAbsenceIsDecidedByTheTimeOfItsOwnEndpoint() throws Exception {
        try (Stages stages = new Stages(THEN_NOT)) {
            stages.event(event("a", 0, "h1", 2));
            stages.event(event("b", 0, "h2", 2));
            stages.event(event("later", 49, "h1", 4));
            assertThat(stages.standing()).isEmpty();

            stages.event(event("much-later", 51, "h1", 4));
            assertThat(stages.standing()).containsExactly("then-not confirmed: a");
        }
    }

    @Test
    void aLateEventTakesBackWhatItDisproves() throws Exception {
        try (Stages stages = new Stages(THEN_NOT)) {
            stages.event(event("a", 0, "h1", 2));
            stages.event(event("later", 60, "h1", 4));
            assertThat(stages.standing()).hasSize(1);

            stages.event(event("late", 20, "h1", 3));
            assertThat(stages.standing()).isEmpty();
            assertThat(stages.lastVersions()).singleElement().asString().startsWith("then-not retracted 2");
        }
    }

    @Test
    void ofASilentEndpointKafkasTimeDecides() throws Exception {
        try (Stages stages = new Stages(THEN_NOT)) {
            stages.event(event("a", 0, "h1", 2));
            stages.append(millis(Duration.ofMinutes(10)));
            assertThat(stages.standing()).isEmpty();

            stages.append(millis(Duration.ofMinutes(11)));
            assertThat(stages.standing()).containsExactly("then-not provisional: a");

            stages.event(event("again", 60, "h1", 4));
            assertThat(stages.standing()).containsExactly("then-not confirmed: a");
        }
    }

    @Test
    void whatMustBeMissingBeforeIsNotKnownOfATimeBeforeTheRule() throws Exception {
        String rules = rule("not-before", "sequence by host.id with maxspan=20s ![1] [2]");
        try (Stages stages = new Stages(PAIR)) {
            stages.event(event("a", 0, "h1", 4));
            stages.event(event("b", 100, "h1", 4));
            stages.rules(rules, 2);
            stages.event(event("c", 110, "h1", 2));
            assertThat(stages.standing()).isEmpty();

            stages.restart();
            stages.event(event("d", 121, "h1", 2));
            assertThat(stages.standing()).containsExactly("not-before confirmed: d");
        }
    }

    @Test
    void aThousandOpenSequencesOfAnEndpointLeaveItsOtherRulesAsTheyAre() throws Exception {
        String many = rule("many", "sequence by user.name with maxspan=10m [1] [2] ![3]");
        try (Stages stages =
                new Stages(String.join("---\n", many, rule("other", "sequence with maxspan=1m [4] [5]")))) {
            stages.event(event("d", 0, "h1", 4));
            for (int i = 0; i < 1000; i++) {
                stages.event(event("a" + i, i / 50, "h1", 1, "user" + i));
            }
            int open = stages.timers();
            stages.restart();
            stages.event(event("e", 30, "h1", 5));
            stages.event(event("b", 31, "h1", 2, "user711"));
            stages.event(event("later", 700, "h1", 6));

            assertThat(open).isGreaterThan(1000);
            assertThat(stages.standing()).containsExactly("many confirmed: a711 b", "other confirmed: d e");
            end(stages);
        }
    }

    @Test
    void aKeyWithAThousandHitsGoesOnAfterARestartAndEndsWhole() throws Exception {
        try (Stages stages = new Stages(rule("all", "sequence with maxspan=10m [1] [2]"), new HashMapStateBackend())) {
            for (int i = 0; i < 1000; i++) {
                stages.event(event("a" + i, i / 10, "h1", 1));
            }
            stages.restart(2);
            stages.event(event("b", 101, "h1", 2));
            stages.event(event("late", 50, "h1", 2));

            assertThat(stages.standing()).containsExactly("all confirmed: a509 late", "all confirmed: a999 b");
            assertThat(stages.entries()).isPositive();
            end(stages);
            assertThat(stages.entries()).isZero();
        }
    }

    private static List<String> told(List<EndpointEvent> events, boolean isRestarted) throws Exception {
        try (Stages stages = new Stages(ALL)) {
            for (EndpointEvent event : events) {
                stages.event(event);
                if (isRestarted) {
                    stages.restart();
                }
            }
            end(stages);
            return stages.lastVersions();
        }
    }

    private static List<String> standing(List<EndpointEvent> events) throws Exception {
        try (Stages stages = new Stages(ALL)) {
            for (EndpointEvent event : events) {
                stages.event(event);
            }
            end(stages);
            return stages.standing();
        }
    }

    /** Append time goes on until all is decided; then nothing is left. */
    private static void end(Stages stages) throws Exception {
        for (Duration later : List.of(Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofDays(9))) {
            stages.append(millis(later));
        }
        assertThat(stages.timers()).isZero();
    }

    /** Of two users on three endpoints, in an order that is not theirs. */
    private static List<EndpointEvent> events(int seed) {
        Random random = new Random(seed);
        List<EndpointEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String endpoint = "h" + (1 + random.nextInt(3));
            String user = random.nextBoolean() ? "ada" : "bob";
            events.add(event("e" + i, random.nextInt(240), endpoint, 1 + random.nextInt(4), user));
        }
        Collections.shuffle(events, random);
        return appendedInThisOrder(events);
    }

    private static List<EndpointEvent> appendedInThisOrder(List<EndpointEvent> events) {
        List<EndpointEvent> appended = new ArrayList<>();
        for (EndpointEvent event : events) {
            appended.add(event.toBuilder()
                    .appendTime(EPOCH + (300 + appended.size()) * SECOND)
                    .build());
        }
        return appended;
    }

    private static EndpointEvent event(String id, int second, String endpoint, int code) {
        return event(id, second, endpoint, code, "ada");
    }

    private static EndpointEvent event(String id, int second, String endpoint, int code, String user) {
        EndpointEvent.Builder event = EndpointEvent.builder()
                .endpoint(endpoint)
                .id(id)
                .position("log:" + id)
                .time(EPOCH + second * SECOND, Clock.UTC)
                .appendTime(EPOCH + second * SECOND)
                .product("windows")
                .service("security")
                .code(code)
                .activity(Activity.OTHER);
        FieldCatalogue.builtIn().put("user.name", user, event);
        return event.build();
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
