package io.cordon.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.prevalence.ArtefactKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rule may ask of the fleet's memory, in both languages, and where it may not. */
class PrevalenceRuleTest {
    private static final String PAIR = "cordon.prevalence.parent_child.endpoints";

    @ParameterizedTest
    @CsvSource({
        "shell and rare, 2, 3",
        "shell and not common, 2, 3",
        "rare and not common and shell, 2, 3",
        "shell and (exactly or common), 7, 2",
        "shell and any, 0, -1"
    })
    void sigmaAsksForANumber(String condition, long holds, long holdsNot) {
        PrevalenceTest test = test(sigma(condition));

        assertThat(test.kind()).isEqualTo(ArtefactKind.PARENT_CHILD);
        assertThat(test.holds(holds)).isTrue();
        assertThat(holdsNot >= 0 && test.holds(holdsNot)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                PAIR + " <= 2 | 2 | 3",
                PAIR + " == 4 | 4 | 3",
                "not " + PAIR + " > 2 | 2 | 3",
                "(" + PAIR + " < 1 or " + PAIR + " > 9) | 10 | 5"
            })
    void eqlAsksForANumber(String asked, long holds, long holdsNot) {
        PrevalenceTest test = test(eql("network where process.name == \"cmd.exe\" and " + asked));

        assertThat(test.holds(holds)).isTrue();
        assertThat(test.holds(holdsNot)).isFalse();
    }

    @Test
    void aMatchAsksAboutTheArtefactAndThenTheFleet() {
        Rule rule = parse(sigma("shell and rare")).rules().get(0).rule();

        assertThat(rule.raisesAtOnce()).isFalse();
        Feed artefact = rule.feeds().get(0);
        assertThat(artefact.asks()).isEqualTo(ArtefactKind.PARENT_CHILD);
        assertThat(artefact.next()).extracting(Feed::asks).containsExactly(ArtefactKind.FLEET);
    }

    @Test
    void correlationsHearWhatTheMemorySaysYesTo() {
        ParsedRules parsed = parse(sigma("shell and rare") + """
                ---
                title: Many
                id: many
                correlation: {type: event_count, rules: [asks], group-by: [User], timespan: 1m, condition: {gte: 3}}
                """);

        Feed fleet = parsed.rules().get(0).rule().feeds().get(0).next().get(0);
        assertThat(fleet.next()).extracting(Feed::correlation).containsExactly("many");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shell or rare",
                "1 of them",
                "shell and rare and ofImage",
                "shell and unheardOf",
                "shell and text"
            })
    void sigmaIsRefusedWhereTheMemoryCannotSay(String condition) {
        assertThat(errors(sigma(condition))).singleElement().asString().contains("rule.yml:", "cordon.prevalence.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network where process.name == \"cmd.exe\" or " + PAIR + " <= 2",
                "sequence by process.entity_id with maxspan=1m [process where true] [network where " + PAIR + " <= 2]",
                "network where descendant of [process where " + PAIR + " <= 2]"
            })
    void eqlIsRefusedWhereTheMemoryCannotSay(String query) {
        assertThat(errors(eql(query))).singleElement().asString().contains("rule.yml:", PAIR);
    }

    @Test
    void aFilterIsRefused() {
        assertThat(errors(sigma("shell") + """
                ---
                title: Not what is common
                id: filter
                logsource: {product: windows, category: process_creation}
                filter:
                  rules: [asks]
                  common: {cordon.prevalence.parent_child.endpoints|gte: 9}
                  condition: not common
                """)).singleElement().asString().contains("a filter");
    }

    private static String sigma(String condition) {
        return """
                title: Asks
                id: asks
                logsource: {product: windows, category: process_creation}
                detection:
                  shell: {Image|endswith: cmd.exe}
                  rare: {cordon.prevalence.parent_child.endpoints|lte: 2}
                  common: {cordon.prevalence.parent_child.endpoints|gte: 3}
                  exactly: {cordon.prevalence.parent_child.endpoints: [0, 7]}
                  any: {cordon.prevalence.parent_child.endpoints|exists: true}
                  ofImage: {cordon.prevalence.image.endpoints|lte: 2}
                  unheardOf: {cordon.prevalence.colour.endpoints|lte: 2}
                  text: {cordon.prevalence.image.endpoints|contains: '2'}
                  condition: %s
                """.formatted(condition);
    }

    private static String eql(String query) {
        return """
                title: Asks
                id: asks
                dialect: cordon
                query: |
                  %s
                """.formatted(query);
    }

    private static PrevalenceTest test(String text) {
        ParsedRules parsed = parse(text);
        assertThat(parsed.errors()).isEmpty();
        return Objects.requireNonNull(parsed.rules().get(0).rule().prevalence());
    }

    private static List<RuleError> errors(String text) {
        return parse(text).errors();
    }

    private static ParsedRules parse(String text) {
        return RuleParser.parse("rule.yml", text, Rule.Mode.BLOCK);
    }
}
