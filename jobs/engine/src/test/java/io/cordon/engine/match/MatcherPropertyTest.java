package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shared matcher says of every rule what its condition says by itself; the seed names the case. */
class MatcherPropertyTest {
    /** A text that comes a second time is remembered, and from the third time on known. */
    private static final int ROUNDS = 3;

    static List<Integer> seeds() {
        return IntStream.range(0, 300).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheDefinition(int seed) {
        Random random = new Random(seed);
        RandomConditions conditions = new RandomConditions(random);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rules.add(rule("r" + i, scope(random), conditions.condition(3)));
        }
        CompiledRules compiled = RuleCompiler.compile("set", rules);
        CompiledRules oneByOne = RuleCompiler.compile("set", rules, RuleCompiler.Means.NONE);
        List<Subject> subjects =
                Stream.generate(() -> subject(random, conditions)).limit(20).toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (Subject subject : subjects) {
                assertAgreement(compiled, rules, subject);
                assertThat(matched(oneByOne, subject)).isEqualTo(matched(compiled, subject));
            }
        }
    }

    /** A few words that may stand anywhere, in long texts that hardly hold them, in letters of every case and such as fold to them. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWhereMostOfATextIsPassedOver(int seed) {
        Random random = new Random(seed);
        RandomConditions conditions = new RandomConditions(random);
        List<String> words = Stream.generate(() -> word(random, 4 + random.nextInt(10)))
                .limit(1 + random.nextInt(8))
                .toList();
        List<Rule> rules = new ArrayList<>();
        for (String word : words) {
            Predicate part = new Predicate.Text(
                    List.of(new Piece.Any(), new Piece.Literal(word), new Piece.Any()), random.nextInt(8) == 0);
            rules.add(rule(word, scope(random), new Condition.Test(conditions.field(), part)));
            rules.add(rule("any " + word, scope(random), new Condition.Keyword(part)));
        }
        CompiledRules compiled = RuleCompiler.compile("set", rules);
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.append(word(random, random.nextInt(30)));
                String word = conditions.any(words);
                text.append(random.nextBoolean() ? word.substring(0, word.length() - 1) + word(random, 1) : word);
            }
            EndpointEvent event = subject(random, conditions).event().toBuilder()
                    .column(Column.COMMAND_LINE, otherwise(random, text.toString()))
                    .build();

            assertAgreement(compiled, rules, new Partly(event, false, Truth.FALSE));
        }
    }

    private static String word(Random random, int length) {
        return random.ints(length, 'h', 'm')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The text with some letters in upper case, or as others that fold to them. */
    private static String otherwise(Random random, String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int way = random.nextInt(8);
            out.append(
                    way == 0 && c == 'i'
                            ? '\u0130'
                            : way == 0 && c == 'k' ? '\u212a' : way < 4 ? Character.toUpperCase(c) : c);
        }
        return out.toString();
    }

    /** So many long literals that most states of an automaton have no row, in texts that are made of them. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3})
    void agreesOnManyRulesAndLongTexts(int seed) {
        Random random = new Random(seed);
        RandomConditions conditions = new RandomConditions(random);
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            literals.add(similar(random, literals));
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < literals.size(); i++) {
            List<Piece> pattern = new ArrayList<>(List.of(new Piece.Literal(literals.get(i))));
            if (random.nextInt(3) > 0) {
                pattern.add(0, new Piece.Any());
            }
            if (random.nextInt(3) > 0) {
                pattern.add(new Piece.Any());
            }
            Predicate text = new Predicate.Text(pattern, random.nextInt(8) == 0);
            rules.add(rule("r" + i, scope(random), new Condition.Test(conditions.field(), text)));
        }
        CompiledRules compiled = RuleCompiler.compile("set", rules);
        for (int i = 0; i < 10; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(60); j >= 0; j--) {
                String literal = conditions.any(literals);
                text.append(random.nextBoolean() ? literal : literal.substring(0, random.nextInt(literal.length())));
                text.append(random.nextInt(4) == 0 ? conditions.letters(0, 3) : "");
            }
            String upper =
                    random.nextBoolean() ? text.toString() : text.toString().toUpperCase(Locale.ROOT);
            EndpointEvent event = subject(random, conditions).event().toBuilder()
                    .column(Column.COMMAND_LINE, upper.repeat(i == 0 ? 40 : 1))
                    .build();

            for (int round = 0; round < ROUNDS; round++) {
                assertAgreement(compiled, rules, new Partly(event, false, Truth.FALSE));
            }
        }
    }

    /** A literal that often begins or ends like an earlier one, or holds one. */
    private static String similar(Random random, List<String> earlier) {
        StringBuilder literal = new StringBuilder();
        if (!earlier.isEmpty() && random.nextInt(3) > 0) {
            String other = earlier.get(random.nextInt(earlier.size()));
            literal.append(other, random.nextInt(3) == 0 ? random.nextInt(other.length()) : 0, other.length());
        }
        for (int i = 3 + random.nextInt(25); i > 0; i--) {
            literal.append((char) ('!' + random.nextInt(70)));
        }
        return literal.substring(Math.max(0, literal.length() - 40));
    }

    private static void assertAgreement(CompiledRules compiled, List<Rule> rules, Subject subject) {
        Naive naive = new Naive(subject);
        Map<String, Truth> expected = new HashMap<>();
        for (Rule rule : rules) {
            boolean admitted = rule.scope().admits(subject.event());
            Truth truth = admitted ? naive.eval(rule.condition()) : Truth.FALSE;
            if (truth != Truth.FALSE) {
                expected.put(rule.id(), truth);
            }
            assertThat(compiled.judge(rule, subject))
                    .as("%s on %s", rule.condition(), subject)
                    .isEqualTo(truth);
        }
        Map<Long, Truth> anchors = new HashMap<>();
        for (Anchor anchor : compiled.anchors()) {
            Truth truth = naive.eval(anchor.condition());
            if (truth != Truth.FALSE) {
                anchors.put(anchor.id(), truth);
            }
        }
        Map<Long, Truth> satisfied = new HashMap<>();
        compiled.anchorsOf(subject, (anchor, truth) -> satisfied.put(anchor.id(), truth));

        assertThat(matched(compiled, subject)).isEqualTo(expected);
        assertThat(satisfied).isEqualTo(anchors);
    }

    private static Map<String, Truth> matched(CompiledRules rules, Subject subject) {
        Map<String, Truth> matched = new HashMap<>();
        rules.match(subject, (rule, truth) -> matched.put(rule.id(), truth));
        return matched;
    }

    private static Scope scope(Random random) {
        return new Scope(
                random.nextInt(3) == 0 ? "windows" : "",
                random.nextInt(3) == 0 ? Set.of("sysmon", "security") : Set.of(),
                random.nextInt(3) == 0 ? Set.of(Activity.PROCESS_START) : Set.of());
    }

    private static Rule rule(String id, Scope scope, Condition condition) {
        return new Rule(
                id,
                id,
                Rule.Language.SIGMA,
                "",
                Rule.Level.LOW,
                Rule.Mode.AUDIT,
                List.of(),
                List.of(),
                scope,
                condition,
                Response.DEFAULT);
    }

    private static Subject subject(Random random, RandomConditions conditions) {
        EndpointEvent.Builder event = EndpointEvent.builder()
                .endpoint("ws1")
                .id("e")
                .time(1, Clock.UTC)
                .position("f:1")
                .product(random.nextInt(4) == 0 ? "linux" : "windows")
                .service(List.of("sysmon", "security", "unheard-of").get(random.nextInt(3)))
                .activity(random.nextBoolean() ? Activity.PROCESS_START : Activity.PROCESS_END);
        for (Column column : List.of(Column.EXECUTABLE, Column.COMMAND_LINE, Column.USER)) {
            event.column(column, random.nextInt(3) == 0 ? null : conditions.value());
        }
        if (random.nextBoolean()) {
            event.field("Other", conditions.value());
        }
        return new Partly(
                event.build(), random.nextBoolean(), List.of(Truth.values()).get(random.nextInt(4)));
    }

    /** An event of whose process the tree may come to know more. */
    private record Partly(EndpointEvent event, boolean fills, Truth descends) implements Subject {
        @Override
        public @Nullable String text(FieldRef field) {
            return field.in(event);
        }

        @Override
        public boolean mayFill(FieldRef field) {
            return fills && field.column() != null;
        }

        @Override
        public Truth descendsFrom(long anchor) {
            return descends;
        }

        @Override
        public Truth isChildOf(long anchor) {
            return descends;
        }

        @Override
        public Truth isEventOf(long anchor) {
            return descends;
        }
    }
}
