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
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shared matcher says of every rule what its condition says by itself; the seed names the case. */
class MatcherPropertyTest {
    private static final List<String> FIELDS = List.of("Image", "CommandLine", "process.name", "User", "Other");
    private static final String LETTERS = "abAB\\.-Σσςé";

    static List<Integer> seeds() {
        return IntStream.range(0, 300).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheDefinition(int seed) {
        Random random = new Random(seed);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rules.add(rule("r" + i, scope(random), condition(random, 3)));
        }
        CompiledRules compiled = RuleCompiler.compile("set", rules);
        for (int i = 0; i < 20; i++) {
            Subject subject = subject(random);
            Map<String, Truth> expected = new HashMap<>();
            for (Rule rule : rules) {
                Truth truth = new Naive(subject).eval(rule.condition());
                boolean admitted = rule.scope().admits(subject.event());
                if (admitted && truth != Truth.FALSE) {
                    expected.put(rule.id(), truth);
                }
                assertThat(compiled.judge(rule, subject)).isEqualTo(admitted ? truth : Truth.FALSE);
            }
            Map<String, Truth> matched = new HashMap<>();
            compiled.match(subject, (rule, truth) -> matched.put(rule.id(), truth));

            assertThat(matched).isEqualTo(expected);
        }
    }

    private static Condition condition(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 9);
        return switch (kind) {
            case 0, 1 -> new Condition.Test(field(random), text(random));
            case 2 ->
                random.nextInt(4) > 0
                        ? new Condition.Keyword(text(random))
                        : new Condition.DescendantOf(
                                Anchor.of(new Condition.Happened(List.of(Activity.PROCESS_START))));
            case 3 -> new Condition.Test(field(random), random.nextInt(4) == 0 ? new Predicate.Exists() : text(random));
            case 4 -> new Condition.Not(condition(random, depth - 1));
            case 5, 6 -> new Condition.All(parts(random, depth));
            case 7 -> new Condition.Any(parts(random, depth));
            default -> {
                List<Condition> parts = parts(random, depth);
                yield new Condition.AtLeast(1 + random.nextInt(Math.max(1, parts.size())), parts);
            }
        };
    }

    private static List<Condition> parts(Random random, int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(any -> condition(random, depth - 1))
                .toList();
    }

    private static Predicate text(Random random) {
        List<Piece> pattern = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            pattern.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> new Piece.Any();
                        case 2 -> random.nextBoolean() ? new Piece.One() : new Piece.OneOf("ab-");
                        default -> new Piece.Literal(letters(random, 1, 4));
                    });
        }
        return new Predicate.Text(pattern, random.nextInt(3) == 0);
    }

    private static String letters(Random random, int least, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            // Mostly few letters, so that things match.
            text.append(LETTERS.charAt(random.nextInt(random.nextInt(3) > 0 ? 3 : LETTERS.length())));
        }
        return text.toString();
    }

    private static FieldRef field(Random random) {
        return FieldCatalogue.builtIn().resolve(FIELDS.get(random.nextInt(FIELDS.size())));
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

    private static Subject subject(Random random) {
        EndpointEvent.Builder event = EndpointEvent.builder()
                .endpoint("ws1")
                .id("e")
                .time(1, Clock.UTC)
                .position("f:1")
                .product(random.nextInt(4) == 0 ? "linux" : "windows")
                .service(List.of("sysmon", "security", "unheard-of").get(random.nextInt(3)))
                .activity(random.nextBoolean() ? Activity.PROCESS_START : Activity.PROCESS_END);
        for (Column column : List.of(Column.EXECUTABLE, Column.COMMAND_LINE, Column.USER)) {
            event.column(column, random.nextInt(3) == 0 ? null : letters(random, 0, 12));
        }
        if (random.nextBoolean()) {
            event.field("Other", letters(random, 0, 12));
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
    }
}
