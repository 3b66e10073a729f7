package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.indicator.Indicator;
import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.engine.indicator.IndicatorWord;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an indicator knows by its hash is denied before it runs, where policy wants that and an agent can, while it stands. */
class DeniedImagesTest {
    private static final String ABAB = "abababababababababababababababababababababababababababababababab";
    private static final String HASH = "ab".repeat(32);
    private static final String VERSION = "versions: {" + IndicatorRule.ID + ": " + IndicatorRule.HASH + "}\n";
    private static final String DENIES =
            VERSION + "policies: [{tag: cordon.indicator, mode: block, response: [kill-tree, deny-hash]}]";
    private static final long DAY = 24 * 3_600;

    private static Indicator indicator(ArtefactKind kind, String value) {
        long since = Cases.EVIDENCE;
        return new Indicator(
                "i1",
                new Artefact("acme", kind, value),
                "incident-1",
                "f1",
                "rule-1",
                "ev-1",
                List.of("ws9"),
                since,
                since + 3 * DAY * Cases.SECOND);
    }

    private static final Indicator IMAGE = indicator(ArtefactKind.IMAGE, HASH);
    private static final IndicatorWord STANDS = new IndicatorWord.Stands(IMAGE);
    private static final IndicatorWord MAY_BLOCK = new IndicatorWord.Tried(IMAGE, 0, true);
    private static final IndicatorWord MAY_NOT = new IndicatorWord.Tried(IMAGE, 7, false);
    private static final IndicatorWord WITHDRAWN = new IndicatorWord.Withdrawn(IMAGE);

    private static Desks desk(String policy, IndicatorWord... words) {
        Desks desk = new Desks(policy).announce("ws1", "deny:file");
        for (IndicatorWord word : words) {
            desk.indicator(word);
        }
        return desk.at(10);
    }

    @Test
    void isDeniedWhereAgentAndPolicyCanOnceItWasTriedAndUntilItIsWithdrawn() {
        Desks desk = desk(DENIES, STANDS);
        assertThat(desk.denied("ws1")).as("not tried yet").isEmpty();
        desk.indicator(MAY_BLOCK).at(20);
        assertThat(desk.denied("ws1")).containsExactly(HASH);
        desk.announce("ws2", "deny:file", "ask-user").announce("ws3", "contain:file");
        assertThat(desk.denied("ws2")).containsExactly(HASH);
        assertThat(desk.denied("ws3")).isEmpty();

        desk.indicator(WITHDRAWN).at(30);
        assertThat(desk.denied("ws1")).isEmpty();
        assertThat(desk.denied("ws2")).isEmpty();
        assertThat(desk.commands).isEmpty();
    }

    @Test
    void whatADryRunSpeaksAgainstIsNotDenied() {
        assertThat(desk(DENIES, STANDS, MAY_NOT).denied("ws1")).isEmpty();
        assertThat(desk(DENIES, MAY_BLOCK).denied("ws1")).as("it never stood").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policies: [{tag: cordon.indicator, mode: audit, response: [deny-hash]}]",
                "policies: [{tag: cordon.indicator, mode: warn, response: [deny-hash]}]",
                "policies: [{tag: cordon.indicator, mode: block}]",
                "policies: [{tag: cordon.indicator, mode: block, response: [deny-hash], approval: required}]",
                "policies: [{tag: cordon.indicator, mode: block, response: [deny-hash]}]\n" + "exclusions: [{hash: "
                        + ABAB + ", owner: ann, reason: r, expires: 2027-01-01}]"
            })
    void nothingIsDeniedThatPolicyDoesNotWantDeniedByItself(String lines) {
        assertThat(desk(VERSION + lines, STANDS, MAY_BLOCK).denied("ws1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IMAGE, abcd", "SCRIPT, " + ABAB})
    void whatIsNoImagesSha256IsDeniedNowhere(ArtefactKind kind, String value) {
        Indicator other = indicator(kind, value);

        assertThat(desk(DENIES, new IndicatorWord.Stands(other), new IndicatorWord.Tried(other, 0, true))
                        .denied("ws1"))
                .isEmpty();
    }

    @Test
    void endsWithItsIndicatorAndIsForgotten() {
        Desks desk = desk(DENIES, STANDS, MAY_BLOCK);
        for (int hour = 1; hour < 72; hour++) {
            desk.at(hour * 3_600L).announce("ws1", "deny:file");
            assertThat(desk.denied("ws1")).as("after %d hours", hour).hasSize(1);
        }
        desk.at(3 * DAY + 5);

        assertThat(desk.denied("ws1")).isEmpty();
        assertThat(desk.atTheEnd().remembered()).isZero();
    }

    @Test
    void whatSoManyEndpointsMetThatAPersonIsAskedElsewhereIsNoLongerDeniedByItself() {
        Desks desk = desk("spread: 3\n" + DENIES, STANDS, MAY_BLOCK);
        desk.heldImage("ws1", HASH)
                .heldImage("ws1", HASH)
                .heldImage("ws2", HASH)
                .at(20);
        assertThat(desk.denied("ws1")).hasSize(1);

        desk.heldImage("ws3", HASH).at(30);
        assertThat(desk.denied("ws1")).isEmpty();
    }

    @Test
    void theOrderInWhichItIsToldChangesNothing() {
        for (int seed = 0; seed < 50; seed++) {
            List<IndicatorWord> words = new ArrayList<>(List.of(STANDS, MAY_BLOCK));
            Collections.shuffle(words, new Random(seed));
            Desks desk = new Desks(DENIES);
            int announced = new Random(seed).nextInt(3);
            for (int i = 0; i <= 2; i++) {
                if (i == announced) {
                    desk.announce("ws1", "deny:file");
                }
                if (i < 2) {
                    desk.indicator(words.get(i)).policy(DENIES);
                }
            }
            assertThat(desk.at(10).denied("ws1")).as("seed %d", seed).containsExactly(HASH);
        }
    }
}
