package io.cordon.engine.sequence;

import static io.cordon.engine.sequence.Chains.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Contribution;
import io.cordon.engine.correlate.Contribution.News;
import io.cordon.engine.correlate.CorrelationSink;
import io.cordon.engine.correlate.Story;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.rule.Chain.Kind;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Rule.Mode;
import io.cordon.engine.rule.RuleParser;
import io.cordon.engine.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the table "Where it differs" of docs/sequences.md is what happens. */
class DifferencesTest {
    private static final Path PAGE = Path.of(System.getProperty("cordon.root"), "docs", "sequences.md");
    private static final Map<String, Runnable> BY_ROW = Map.of(
            "an absence is decided on the stream, and taken back if a late event disproves it",
            DifferencesTest::anAbsenceIsTakenBack,
            "without `maxspan` there is a retention",
            DifferencesTest::withoutMaxspanThereIsARetention,
            "events of one moment satisfy a sequence in either order, and an `until` tied with a step voids nothing",
            DifferencesTest::tiesSatisfyInEitherOrder,
            "a value that every endpoint has joins nothing across endpoints; pids and ids join on one endpoint only",
            DifferencesTest::strangersAreNotJoined,
            "samples take events as they come, and each event once",
            DifferencesTest::samplesTakeEachEventOnce,
            "a late event is put in its place",
            DifferencesTest::aLateEventIsPutInItsPlace,
            "`runs`, missing events and `sample` exist in the dialect `cordon`",
            DifferencesTest::whatEndgameLacksCordonHas);

    static Stream<String> rows() throws IOException {
        String table = Files.readString(PAGE).split("## Where it differs", 2)[1];
        return table.lines().filter(line -> line.startsWith("| ")).skip(2).map(line -> line.split(" \\| ", -1)[1]);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowIsWhatHappens(String row) {
        assertThat(BY_ROW).as("each row has a test").containsKey(row);
        Objects.requireNonNull(BY_ROW.get(row)).run();
    }

    private static void anAbsenceIsTakenBack() {
        Rule rule = Chains.rule(Kind.SEQUENCE, "A !B", 60, false);
        ChainJudge judge = new ChainJudge(new Bounds(600 * SECOND, 1800 * SECOND, 7200 * SECOND));
        ChainGroup group = judge.begin(Chains.place());
        List<Finding.State> said = new ArrayList<>();
        CorrelationSink sink = new CorrelationSink() {
            @Override
            public void finding(Finding finding) {
                said.add(finding.state());
            }

            @Override
            public void contribution(Contribution contribution) {}

            @Override
            public void late() {}

            @Override
            public void dropped() {}
        };
        Contribution seen = new Contribution(Chains.hit("a", "h1", 0, 0, true, Standing.NONE), News.GIVEN);
        Contribution late = new Contribution(Chains.hit("b", "h1", 1, 30 * SECOND, true, Standing.NONE), News.GIVEN);
        for (Contribution told : List.of(seen, new Contribution(seen.hit(), News.PASSED), late)) {
            judge.take(group, List.of(told), sink);
            judge.judge(group, new RuleSet("set", List.of(rule)), sink);
        }
        assertThat(said).containsExactly(Finding.State.CONFIRMED, Finding.State.RETRACTED);
    }

    private static void withoutMaxspanThereIsARetention() {
        String query = "sequence by user.name [A] [B]";
        assertThat(found("", query, "0 h1 kind=A user.name=ada", "3600 h1 kind=B user.name=ada"))
                .containsExactly("r: e1 e2");
        assertThat(found("", query, "0 h1 kind=A user.name=ada", "3601 h1 kind=B user.name=ada"))
                .isEmpty();
        assertThat(found("retention: 2h", query, "0 h1 kind=A user.name=ada", "3601 h1 kind=B user.name=ada"))
                .containsExactly("r: e1 e2");
    }

    private static void tiesSatisfyInEitherOrder() {
        String query = "sequence with maxspan=10s [A] [B] until [X]";
        assertThat(found("", query, "0 h1 kind=B", "0 h1 kind=A", "0 h1 kind=X"))
                .containsExactly("r: e2 e1");
        assertThat(found("", query, "0 h1 kind=A", "1 h1 kind=X", "2 h1 kind=B"))
                .isEmpty();
    }

    private static void strangersAreNotJoined() {
        String query = "sequence by source.ip with maxspan=10s [A] [B]";
        assertThat(found("", query, "0 h1 kind=A source.ip=::1", "1 h2 kind=B source.ip=::1"))
                .isEmpty();
        assertThat(found("", query, "0 h1 kind=A source.ip=10.0.0.7", "1 h2 kind=B source.ip=10.0.0.7"))
                .containsExactly("r: e1 e2");
        String byPid = query.replace("source.ip", "process.pid");
        assertThat(found("", byPid, "0 h1 kind=A process.pid=7", "1 h2 kind=B process.pid=7"))
                .isEmpty();
        assertThat(found("", byPid, "0 h1 kind=A process.pid=7", "1 h1 kind=B process.pid=7"))
                .containsExactly("r: e1 e2");
    }

    private static void samplesTakeEachEventOnce() {
        String query = "sample by user.name [A] [A]";
        assertThat(found("", query, "0 h1 kind=A user.name=ada")).isEmpty();
        assertThat(found(
                        "",
                        query,
                        "0 h1 kind=A user.name=ada",
                        "1 h2 kind=A user.name=ada",
                        "2 h1 kind=A user.name=ada",
                        "3 h2 kind=A user.name=ada"))
                .containsExactly("r: e1 e2", "r: e3 e4");
    }

    /** A story is told in many orders: whichever event comes late, the finding is the one of event order. */
    private static void aLateEventIsPutInItsPlace() {
        String query = "sequence with maxspan=10s [A] [B]";
        assertThat(found("dialect: endpoint", query, "0 h1 kind=A", "3 h1 kind=A", "5 h1 kind=B"))
                .containsExactly("r: e2 e3");
    }

    private static void whatEndgameLacksCordonHas() {
        for (String query : List.of(
                "sequence with maxspan=10s [A] with runs=2",
                "sequence with maxspan=10s [A] ![B]",
                "sample by user_name [A] [B]")) {
            assertThat(refused("dialect: endgame", query)).isTrue();
            assertThat(refused("dialect: cordon", query)).isFalse();
        }
    }

    private static boolean refused(String head, String query) {
        return !RuleParser.parse("r.yml", rule(head, query), Mode.AUDIT)
                .errors()
                .isEmpty();
    }

    private static List<String> found(String head, String query, String... events) {
        return Story.of(String.join("\n", events)).findings(rule(head, query));
    }

    private static String rule(String head, String query) {
        return "title: r\nid: r\n" + head + "\nquery: '" + query.replaceAll("\\[(\\w)]", "[any where kind == \"$1\"]")
                + "'\n";
    }
}
