package io.cordon.engine.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.correlate.Story;
import org.junit.jupiter.api.Test;

/** Rules of several events from their text to findings; each story is told in many orders, with repetitions. */
class SequenceRuleTest {
    private static final String RULE = """
            title: A failed logon, a logon, a service
            id: r
            query: |
              sequence by user.name with maxspan=1m
                [any where event.code == "4625"] with runs=2
                [any where event.code == "4624"]
                [any where event.code == "7045"]
              until [any where event.code == "4634"]
            """;

    @Test
    void findsTheStepsOfAUserInTheirOrder() {
        Story story = Story.of("""
                0  h1 event.code=4625 user.name=ada
                1  h1 event.code=4625 user.name=ada
                2  h1 event.code=4625 user.name=bob
                3  h2 event.code=4624 user.name=ada
                4  h2 event.code=4624 user.name=bob
                5  h3 event.code=7045 user.name=ada
                6  h3 event.code=7045 user.name=bob
                """);

        assertThat(story.findings(RULE)).containsExactly("r: e1 e2 e4 e6");
        assertThat(story.findings(RULE + "scope: endpoint")).isEmpty();
    }

    @Test
    void whatEndsASequenceEndsItHoweverLateItComes() {
        Story story = Story.of("""
                0  h1 event.code=4625 user.name=ada
                1  h1 event.code=4625 user.name=ada
                2  h1 event.code=4624 user.name=ada
                3  h1 event.code=4634 user.name=ada
                4  h1 event.code=7045 user.name=ada
                """);

        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void anAbsenceIsAbsentOverAllThatIsKnown() {
        String rule = """
                title: A service without a logon before it
                id: r
                query: |
                  sequence by host.id, user.name with maxspan=10s
                    ![any where event.code == "4624"]
                    [any where event.code == "7045"]
                """;
        Story story = Story.of("""
                0   h1 host.id=1 event.code=4624 user.name=ada
                5   h1 host.id=1 event.code=7045 user.name=ada
                5   h1 host.id=1 event.code=7045 user.name=bob
                20  h1 host.id=1 event.code=7045 user.name=ada
                """);

        assertThat(story.findings(rule)).containsExactly("r: e3", "r: e4");
    }

    @Test
    void aJoinTakesItsEventsInAnyOrder() {
        String rule = """
                title: Both
                id: r
                dialect: endgame
                query: join by user_name [any where event_code == 4624] [any where event_code == 7045]
                """;
        Story story = Story.of("""
                0  h1 event_code=7045 user_name=Ada
                1  h1 event_code=4624 user_name=ada
                2  h2 event_code=7045 user_name=ada
                3  h1 event_code=7045 user_name=ada
                4  h1 event_code=4624 user_name=bob
                """);

        assertThat(story.findings(rule)).containsExactly("r: e1 e2");
    }

    @Test
    void whatEveryEndpointHasJoinsNothingOverTheFleet() {
        String rule = """
                title: Two of one address
                id: r
                query: sequence by source.ip [any where event.code == "1"] [any where event.code == "2"]
                """;
        Story story = Story.of("""
                0  h1 event.code=1 source.ip=127.0.0.1
                1  h2 event.code=2 source.ip=127.0.0.1
                2  h1 event.code=1 source.ip=10.0.0.7
                3  h2 event.code=2 source.ip=10.0.0.7
                4  h1 event.code=1
                5  h1 event.code=2
                """);

        assertThat(story.findings(rule)).containsExactly("r: e3 e4");
        assertThat(story.findings(rule.replace("by source.ip", "by ?source.ip")))
                .containsExactly("r: e3 e4");
        assertThat(story.findings(rule.replace("by source.ip", "by ?source.ip") + "scope: endpoint"))
                .containsExactly("r: e5 e6");
    }

    @Test
    void aFieldThatAnEndpointGivesOutJoinsOnOneEndpoint() {
        String rule = """
                title: One process
                id: r
                query: sequence by process.pid [any where event.code == "1"] [any where event.code == "2"]
                """;
        Story story = Story.of("""
                0  h1 event.code=1 process.pid=4
                1  h2 event.code=2 process.pid=4
                2  h1 event.code=2 process.pid=4
                """);

        assertThat(story.findings(rule)).containsExactly("r: e1 e3");
        assertThat(story.findings(rule + "scope: fleet")).containsExactly("r: e1 e2");
    }

    @Test
    void tenThousandOpenSequencesOfAnEndpointLeaveOtherRulesAsTheyAre() {
        String many = """
                title: Many
                id: many
                query: |
                  sequence by user.name with maxspan=10m
                    [any where event.code == "1"] [any where event.code == "2"] ![any where event.code == "3"]
                """;
        String others = """
                ---
                title: Another
                id: other
                query: sequence with maxspan=1m [any where event.code == "4"] [any where event.code == "5"]
                ---
                title: One event
                id: single
                query: any where event.code == "5"
                """;
        Story story = new Story().at(0, "h1", "event.code=4");
        for (int i = 0; i < 10_000; i++) {
            story.at(i / 500.0, "h1", "event.code=1", "user.name=user" + i);
        }
        story.at(30, "h1", "event.code=5").at(31, "h1", "event.code=2", "user.name=user4711");

        assertThat(story.findingsInOrder(many + others))
                .containsExactly("many: e4713 e10003", "other: e1 e10002", "single: e10002");
    }
}
