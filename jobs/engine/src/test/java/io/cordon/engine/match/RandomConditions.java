package io.cordon.engine.match;

import io.cordon.engine.condition.Anchor;
import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.Formula;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Order;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Predicate.Place;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Conditions of every kind, and texts that they have a chance with. */
final class RandomConditions {
    private static final List<String> FIELDS = List.of("Image", "CommandLine", "process.name", "User", "Other");
    /** What folds by its neighbours, to two characters, to ASCII, to nothing else, and halves of what takes two chars. */
    private static final String LETTERS = "abAB\\.-sSkΣσςéİıſ\u212a\ud83d\ude00\ud801\udc00";

    private static final List<String> NUMBERS =
            List.of("0", "7", "-7", "7.5", "+8", "007", "1e1", ".5", "999999999999999999999", "-", "٣", "2147483648");
    private static final List<String> ADDRESSES = List.of(
            "10.1.2.3",
            "10.1.2.4",
            "10.200.0.1",
            "11.1.2.3",
            "010.1.2.3",
            "256.1.1.1",
            "1.2.3",
            "fe80::1",
            "fe80:1::1",
            "::",
            "a:b");
    private static final List<String> NETWORKS = List.of(
            "10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "10.9.9.9/8", "0.0.0.0/0", "fe80::/10", "fe80::1/128", "::/0");
    private static final List<String> ATOMS = List.of(
            "a", "b", "s", "ab", "ba", "\\.", "\\\\", "[ab]", "[^a]", "(a|b)", "(?:ab)", ".", "\\w", "\\b", "-");

    private final Random random;

    RandomConditions(Random random) {
        this.random = random;
    }

    Condition condition(int depth) {
        int kind = random.nextInt(depth == 0 ? 6 : 11);
        return switch (kind) {
            case 0, 1 -> new Condition.Test(field(), text());
            case 2 -> new Condition.Test(field(), ofOneText());
            case 3 -> random.nextInt(4) == 0 ? longer() : new Condition.Keyword(ofOneText());
            case 4 -> rare(depth);
            case 5 ->
                new Condition.Test(
                        field(),
                        random.nextInt(3) == 0
                                ? new Predicate.Exists()
                                : new Predicate.OtherField(any(Place.values()), field(), random.nextBoolean()));
            case 6 -> new Condition.Not(condition(depth - 1));
            case 7, 8 -> new Condition.All(parts(depth));
            case 9 -> new Condition.Any(parts(depth));
            default -> {
                List<Condition> parts = parts(depth);
                yield new Condition.AtLeast(random.nextInt(parts.size() + 2), parts);
            }
        };
    }

    private Condition rare(int depth) {
        List<Activity> activities = List.of(random.nextBoolean() ? Activity.PROCESS_START : Activity.PROCESS_END);
        return random.nextBoolean() || depth == 0
                ? new Condition.Happened(activities)
                : kin(Anchor.of(new Condition.All(List.of(new Condition.Happened(activities), condition(depth - 1)))));
    }

    private Condition kin(Anchor anchor) {
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.ChildOf(anchor);
            case 1 -> new Condition.EventOf(anchor);
            default -> new Condition.DescendantOf(anchor);
        };
    }

    /** Whether a field is longer than another: nothing where one is missing. */
    private Condition longer() {
        FieldRef one = field();
        FieldRef other = field();
        return new Condition.Computed(new Longer(one, other));
    }

    private record Longer(FieldRef one, FieldRef other) implements Formula {
        @Override
        public String text() {
            return one.name() + " is longer than " + other.name();
        }

        @Override
        public List<FieldRef> fields() {
            return List.of(one, other);
        }

        @Override
        public @Nullable Boolean holds(Texts texts) {
            String a = texts.of(one);
            String b = texts.of(other);
            if (a == null || b == null) {
                return null;
            }
            return a.length() > b.length();
        }
    }

    private List<Condition> parts(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(any -> condition(depth - 1))
                .toList();
    }

    private Predicate ofOneText() {
        return switch (random.nextInt(6)) {
            case 0 -> regex();
            case 1 -> new Predicate.Cidr(any(NETWORKS));
            case 2 ->
                new Predicate.Compare(any(Order.values()), new BigDecimal(any(List.of("7", "7.5", "-7", "0", "1E3"))));
            default -> text();
        };
    }

    private Predicate regex() {
        StringBuilder expression = new StringBuilder(random.nextInt(5) == 0 ? "(?i)" : "");
        for (int i = random.nextInt(5); i >= 0; i--) {
            expression.append(any(ATOMS)).append(any(List.of("", "", "", "", "*", "+", "?", "{2}", "{0,1}", "+?")));
            if (random.nextInt(12) == 0) {
                expression.append('|');
            }
        }
        return new Predicate.Regex(
                expression.toString(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(3) == 0);
    }

    Predicate text() {
        List<Piece> pattern = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            pattern.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> new Piece.Any();
                        case 2 ->
                            random.nextBoolean()
                                    ? new Piece.One()
                                    : new Piece.OneOf(any(List.of("ab-", "AΣ", "İ", "")));
                        default -> new Piece.Literal(letters(1, 4));
                    });
        }
        return new Predicate.Text(pattern, random.nextInt(3) == 0);
    }

    /** A text that a field may have, or several. */
    String value() {
        return random.nextInt(6) == 0
                ? MultiValue.of(IntStream.range(0, 2 + random.nextInt(2))
                        .mapToObj(any -> single())
                        .toList())
                : single();
    }

    private String single() {
        return switch (random.nextInt(8)) {
            case 0 -> any(NUMBERS);
            case 1 -> any(ADDRESSES);
            default -> letters(0, 12);
        };
    }

    String letters(int least, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            // Mostly few letters, so that things match.
            text.append(LETTERS.charAt(random.nextInt(random.nextInt(3) > 0 ? 3 : LETTERS.length())));
        }
        return text.toString();
    }

    FieldRef field() {
        return FieldCatalogue.builtIn().resolve(any(FIELDS));
    }

    <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private <T> T any(T[] some) {
        return some[random.nextInt(some.length)];
    }
}
