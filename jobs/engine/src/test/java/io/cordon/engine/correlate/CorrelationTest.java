package io.cordon.engine.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Sigma correlations find, in every order of arrival. */
class CorrelationTest {
    private static final String LOGONS = """
            title: Failed logon
            id: failed
            name: failed_logon
            logsource: {product: windows, service: security}
            detection:
              sel: {EventID: 4625}
              condition: sel
            ---
            title: Logon
            id: logon
            name: good_logon
            logsource: {product: windows, service: security}
            detection:
              sel: {EventID: 4624}
              condition: sel
            ---
            title: Lockout
            id: lockout
            name: lockout
            logsource: {product: windows, service: security}
            detection:
              sel: {EventID: 4740}
              condition: sel
            ---
            """;

    private static String correlation(String id, String correlation) {
        return "title: " + id + "\nid: " + id + "\nname: " + id + "\ncorrelation:\n" + correlation.indent(2) + "---\n";
    }

    private static final String BRUTE = LOGONS + correlation("brute", """
                    type: event_count
                    rules: [failed_logon]
                    group-by: [User]
                    timespan: 10s
                    condition: {gte: 3}
                    """);

    @Test
    void eventsAreCountedInWindowsThatSlide() {
        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada
                9 h1 EventID=4625 User=ada
                10 h1 EventID=4625 User=ada
                """).findings(BRUTE)).containsExactly("brute: e1 e2 e3");
        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada
                9 h1 EventID=4625 User=ada
                10.1 h1 EventID=4625 User=ada
                """).findings(BRUTE)).isEmpty();
    }

    @Test
    void windowsOneAfterTheOtherAreOneFinding() {
        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada
                4 h1 EventID=4625 User=ada
                8 h1 EventID=4625 User=ada
                12 h1 EventID=4625 User=ada
                16 h1 EventID=4625 User=ada
                60 h1 EventID=4625 User=ada
                61 h1 EventID=4625 User=ada
                62 h1 EventID=4625 User=ada
                """).findings(BRUTE)).containsExactly("brute: e1 e2 e3 e4 e5", "brute: e6 e7 e8");
    }

    @Test
    void groupsAreCountedByThemselvesAcrossEndpointsAndInAnyCase() {
        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada
                1 h2 EventID=4625 User=Ada
                2 h3 EventID=4625 User=ADA
                2 h3 EventID=4625 User=bob
                3 h3 EventID=4625
                """).findings(BRUTE)).containsExactly("brute: e1 e2 e3");
    }

    @Test
    void whatEveryEndpointHasJoinsNone() {
        assertThat(Story.of("""
                0 h1 EventID=4625 User=SYSTEM
                1 h2 EventID=4625 User=SYSTEM
                2 h3 EventID=4625 User=SYSTEM
                3 h3 EventID=4625 User=SYSTEM
                4 h3 EventID=4625 User=SYSTEM
                """).findings(BRUTE)).containsExactly("brute: e3 e4 e5");
    }

    @Test
    void rulesThatAreReferredToRaiseWhereTheCorrelationSaysSo() {
        String generating = BRUTE.replace("timespan", "generate: true\n  timespan");

        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada
                0 h1 EventID=4624 User=ada
                """).findings(generating)).containsExactly("failed: e1", "logon: e2");
        assertThat(Story.of("0 h1 EventID=4625 User=ada").findings(BRUTE)).isEmpty();
    }

    @Test
    void distinctValuesAreCounted() {
        String spray = LOGONS + correlation("spray", """
                        type: value_count
                        rules: [failed]
                        group-by: [Ip]
                        timespan: 1m
                        condition: {field: User, gte: 3}
                        """);

        assertThat(Story.of("""
                0 h1 EventID=4625 Ip=10.0.0.1 User=ada
                1 h1 EventID=4625 Ip=10.0.0.1 User=ada
                2 h2 EventID=4625 Ip=10.0.0.1 User=bob
                3 h2 EventID=4625 Ip=10.0.0.1
                4 h3 EventID=4625 Ip=10.0.0.1 User=eve
                """).findings(spray)).containsExactly("spray: e1 e2 e3 e4 e5");
        assertThat(Story.of("""
                0 h1 EventID=4625 Ip=10.0.0.1 User=ada
                2 h2 EventID=4625 Ip=10.0.0.1 User=ADA
                4 h3 EventID=4625 Ip=10.0.0.1 User=eve
                """).findings(spray)).isEmpty();
    }

    @Test
    void valuesOfSeveralFieldsCountTogether() {
        String pairs = LOGONS + correlation("pairs", """
                        type: value_count
                        rules: [failed]
                        timespan: 1m
                        condition: {field: [Domain, User], gte: 3}
                        """);

        assertThat(Story.of("""
                0 h1 EventID=4625 Domain=a User=ada
                1 h1 EventID=4625 Domain=b User=ada
                2 h1 EventID=4625 Domain=a User=bob
                3 h1 EventID=4625 Domain=A User=Bob
                4 h1 EventID=4625 Domain=a
                """).findings(pairs)).containsExactly("pairs: e1 e2 e3 e4 e5");
        assertThat(Story.of("""
                0 h1 EventID=4625 Domain=a User=ada
                1 h1 EventID=4625 Domain=b User=ada
                2 h1 EventID=4625 Domain=A User=Ada
                3 h1 EventID=4625 Domain=b
                """).findings(pairs)).isEmpty();
    }

    @Test
    void rulesMatchTogetherInAnyOrderOrInTheirs() {
        String any = LOGONS + correlation("near", """
                        type: temporal
                        rules: [failed_logon, good_logon]
                        group-by: [User]
                        timespan: 10s
                        """);
        String ordered = any.replace("type: temporal", "type: temporal_ordered");
        Story backwards = Story.of("""
                0 h1 EventID=4624 User=ada
                1 h1 EventID=4625 User=ada
                """);
        Story forwards = Story.of("""
                0 h1 EventID=4625 User=ada
                10 h1 EventID=4624 User=ada
                """);
        Story tied = Story.of("""
                0 h1 EventID=4624 User=ada
                0 h2 EventID=4625 User=ada
                """);

        assertThat(backwards.findings(any)).containsExactly("near: e1 e2");
        assertThat(backwards.findings(ordered)).isEmpty();
        assertThat(forwards.findings(ordered)).containsExactly("near: e1 e2");
        assertThat(tied.findings(ordered)).containsExactly("near: e1 e2");
    }

    @Test
    void oneEventDoesNotComeBeforeItself() {
        String twice = LOGONS
                + correlation("twice", """
                        type: temporal_ordered
                        rules: [failed, also]
                        timespan: 10s
                        """)
                + LOGONS.substring(0, LOGONS.indexOf("---"))
                        .replace("id: failed", "id: also")
                        .replace("name: failed_logon", "name: also");

        assertThat(Story.of("0 h1 EventID=4625").findings(twice)).isEmpty();
        assertThat(Story.of("0 h1 EventID=4625").findings(twice.replace("temporal_ordered", "temporal")))
                .containsExactly("twice: e1");
        assertThat(Story.of("0 h1 EventID=4625\n0 h1 EventID=4625").findings(twice))
                .containsExactly("twice: e1 e2");
    }

    @Test
    void numbersAreAddedUpAndAveraged() {
        String sum = LOGONS + correlation("sum", """
                        type: value_sum
                        rules: [logon]
                        group-by: [User]
                        timespan: 10s
                        condition: {field: Bytes, gt: 100}
                        """);
        String mean = sum.replace("value_sum", "value_avg").replace("gt: 100", "lte: 40.5, gt: 40");
        Story story = Story.of("""
                0 h1 EventID=4624 User=ada Bytes=60
                1 h1 EventID=4624 User=ada Bytes=20.5
                2 h1 EventID=4624 User=ada Bytes=many
                3 h1 EventID=4624 User=ada Bytes=40
                60 h1 EventID=4624 User=ada Bytes=99
                """);

        assertThat(story.findings(sum)).containsExactly("sum: e1 e2 e3 e4");
        assertThat(story.findings(mean)).containsExactly("sum: e1 e2 e3 e4");
    }

    @Test
    void rareValuesHaveALowPercentile() {
        String rare = LOGONS + correlation("rare", """
                        type: value_percentile
                        rules: [logon]
                        group-by: [Computer]
                        timespan: 1h
                        condition: {field: Image, lte: 20}
                        """);
        StringBuilder usual = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            usual.append(i).append(" h1 EventID=4624 Image=usual.exe\n");
        }

        assertThat(Story.of(usual.toString()).findings(rare)).isEmpty();
        assertThat(Story.of(usual + "9 h1 EventID=4624 Image=odd.exe").findings(rare))
                .hasSize(1);
        assertThat(Story.of(usual + "9 h2 EventID=4624 Image=odd.exe").findings(rare))
                .isEmpty();
    }

    @Test
    void anUpperLimitIsAskedOfAllThatHappenedInTheWindow() {
        String few = BRUTE.replace("gte: 3", "gt: 1, lte: 2");

        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada
                1 h1 EventID=4625 User=ada
                2 h1 EventID=4625 User=ada
                """).findings(few)).isEmpty();
        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada
                1 h1 EventID=4625 User=ada
                """).findings(few)).containsExactly("brute: e1 e2");
        assertThat(Story.of("0 h1 EventID=4625 User=ada").findings(BRUTE.replace("gte: 3", "eq: 1")))
                .containsExactly("brute: e1");
        assertThat(Story.of("0 h1 EventID=4625 User=ada").findings(BRUTE.replace("gte: 3", "neq: 1")))
                .isEmpty();
    }

    @Test
    void aliasesJoinOneRulesSourceWithAnothersDestination() {
        String alias = LOGONS + correlation("via", """
                        type: temporal_ordered
                        rules: [failed_logon, good_logon]
                        group-by: [address]
                        timespan: 1m
                        aliases:
                          address:
                            failed_logon: Source
                            good_logon: Destination
                        """);

        assertThat(Story.of("""
                0 h1 EventID=4625 Source=10.0.0.7 Destination=10.0.0.8
                1 h1 EventID=4624 Source=10.0.0.9 Destination=10.0.0.7
                2 h1 EventID=4624 Source=10.0.0.7 Destination=10.0.0.8
                """).findings(alias)).containsExactly("via: e1 e2");
    }

    @Test
    void correlationsStandOnCorrelationsWithGroupsOfTheirOwn() {
        String chain = BRUTE.replace("group-by: [User]", "group-by: [Computer]") + correlation("broken", """
                        type: temporal_ordered
                        rules: [brute, good_logon]
                        group-by: [User]
                        timespan: 1m
                        """);
        Story story = Story.of("""
                0 h1 EventID=4625 User=ada
                1 h1 EventID=4625 User=ada
                2 h1 EventID=4625 User=bob
                3 h2 EventID=4624 User=ada
                4 h2 EventID=4624 User=eve
                """);

        // The failures count as one event, the third, of each user that is among them.
        assertThat(story.findings(chain)).containsExactly("broken: e3 e4");
        assertThat(Story.of("""
                2 h2 EventID=4624 User=ada
                3 h1 EventID=4625 User=ada
                4 h1 EventID=4625 User=ada
                5 h1 EventID=4625 User=bob
                """).findings(chain)).isEmpty();
    }

    @Test
    void aFilterTakesWhatItDoesNotFit() {
        String filtered = BRUTE + """
                title: Not the scanner
                id: scanner
                logsource: {product: windows, service: security}
                filter:
                  rules: [failed_logon]
                  scanner: {Ip: 10.9.9.9}
                  condition: not scanner
                """;

        assertThat(Story.of("""
                0 h1 EventID=4625 User=ada Ip=10.9.9.9
                1 h1 EventID=4625 User=ada Ip=10.9.9.9
                2 h1 EventID=4625 User=ada Ip=10.9.9.9
                3 h1 EventID=4625 User=ada Ip=10.0.0.1
                """).findings(filtered)).isEmpty();
    }
}
