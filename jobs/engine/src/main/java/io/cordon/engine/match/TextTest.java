package io.cordon.engine.match;

import io.cordon.engine.condition.IpNetwork;
import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A predicate compiled to a test of one text. */
interface TextTest {
    /**
     * Whether the text passes.
     *
     * @throws GivenUpException if the answer would take too long to find
     */
    boolean test(String text);

    /** Whether the text has to be handed over in lower case. */
    default boolean folds() {
        return false;
    }

    /** Whether one of some predicates holds, all of which fold or none. */
    static TextTest of(List<Predicate> predicates) {
        List<TextTest> tests = predicates.stream().map(TextTest::of).toList();
        if (tests.size() == 1) {
            return tests.get(0);
        }
        TextTest any = text -> any(tests, text);
        return tests.get(0).folds() ? new Folding(any) : any;
    }

    private static boolean any(List<TextTest> tests, String text) {
        GivenUpException unknown = null;
        for (TextTest test : tests) {
            try {
                if (test.test(text)) {
                    return true;
                }
            } catch (GivenUpException e) {
                unknown = e;
            }
        }
        if (unknown != null) {
            throw unknown;
        }
        return false;
    }

    private static TextTest of(Predicate predicate) {
        if (predicate instanceof Predicate.Text text) {
            return text(text);
        }
        if (predicate instanceof Predicate.Regex regex) {
            return RegexTest.of(regex);
        }
        if (predicate instanceof Predicate.Cidr cidr) {
            return Objects.requireNonNull(IpNetwork.of(cidr.network()), cidr.network())::contains;
        }
        if (predicate instanceof Predicate.Compare compare) {
            return text -> compares(text, compare);
        }
        if (predicate instanceof Predicate.DatePart part) {
            return text -> DateText.fits(text, part);
        }
        throw new IllegalArgumentException("no test of one text: " + predicate);
    }

    private static TextTest text(Predicate.Text predicate) {
        boolean fold = !predicate.cased();
        List<Piece> pieces = predicate.pattern().stream()
                .map(piece -> fold && piece instanceof Piece.Literal literal
                        ? new Piece.Literal(literal.text().toLowerCase(Locale.ROOT))
                        : piece)
                .toList();
        TextTest plain = shape(pieces);
        return fold ? new Folding(plain) : plain;
    }

    private static TextTest shape(List<Piece> pieces) {
        int size = pieces.size();
        if (size == 0) {
            return String::isEmpty;
        }
        Piece first = pieces.get(0);
        Piece last = pieces.get(size - 1);
        if (size == 1 && first instanceof Piece.Literal only) {
            return only.text()::equals;
        }
        if (size == 1 && first instanceof Piece.Any) {
            return text -> true;
        }
        if (size == 2 && first instanceof Piece.Literal start && last instanceof Piece.Any) {
            return text -> text.startsWith(start.text());
        }
        if (size == 2 && first instanceof Piece.Any && last instanceof Piece.Literal end) {
            return text -> text.endsWith(end.text());
        }
        if (size == 3
                && first instanceof Piece.Any
                && pieces.get(1) instanceof Piece.Literal part
                && last instanceof Piece.Any) {
            return text -> text.contains(part.text());
        }
        return new Wildcards(pieces);
    }

    static boolean compares(String text, Predicate.Compare compare) {
        if (text.isEmpty() || text.length() > 40) {
            return false;
        }
        char first = text.charAt(0);
        if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) {
            return false;
        }
        int compared;
        try {
            compared = new BigDecimal(text).compareTo(compare.operand());
        } catch (NumberFormatException e) {
            return false;
        }
        return switch (compare.order()) {
            case LESS -> compared < 0;
            case LESS_OR_EQUAL -> compared <= 0;
            case GREATER -> compared > 0;
            case GREATER_OR_EQUAL -> compared >= 0;
        };
    }

    record Folding(TextTest inner) implements TextTest {
        @Override
        public boolean test(String text) {
            return inner.test(text);
        }

        @Override
        public boolean folds() {
            return true;
        }
    }
}
