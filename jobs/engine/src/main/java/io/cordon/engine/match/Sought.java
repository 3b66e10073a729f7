package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Predicate.Piece;
import io.cordon.engine.condition.Predicate.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What to look for in a folded text to answer a predicate of text: wherever it holds, one of the literals stands at its place.
 *
 * @param exact whether the predicate also holds wherever one of them does; else it has to be tested there
 */
record Sought(List<Literal> literals, boolean exact) {
    /** A predicate of which nothing is known but that it needs a text. */
    static final Sought ANY_TEXT = new Sought(List.of(new Literal("", Place.START)), false);

    /** Numbers and networks have indexes of their own, which are exact. */
    private static final Sought NOTHING = new Sought(List.of(), true);

    /** Beyond so many literals a choice of characters is taken for any character. */
    private static final int MOST = 16;

    /** A folded text with where it stands. */
    record Literal(String text, Place place) {}

    static Sought of(Predicate predicate) {
        if (predicate instanceof Predicate.Text text) {
            return of(text);
        }
        if (predicate instanceof Predicate.Exists) {
            return new Sought(ANY_TEXT.literals, true);
        }
        if (predicate instanceof Predicate.Compare || predicate instanceof Predicate.Cidr) {
            return NOTHING;
        }
        return predicate instanceof Predicate.Regex regex ? of(regex) : ANY_TEXT;
    }

    private static Sought of(Predicate.Regex predicate) {
        return RegexLiterals.of(predicate).stream()
                .map(literal -> new Literal(literal, Place.ANYWHERE))
                .min(Comparator.comparingDouble(Commonplace::of))
                .map(rarest -> new Sought(List.of(rarest), false))
                .orElse(ANY_TEXT);
    }

    private static Sought of(Predicate.Text predicate) {
        List<Literal> literals = new ArrayList<>();
        boolean exact = true;
        for (List<Piece> pattern : spelled(predicate)) {
            Literal whole = whole(pattern);
            if (whole == null || (predicate.cased() && !caseless(whole.text))) {
                exact = false;
                whole = longest(pattern, predicate.cased());
            }
            literals.add(whole);
        }
        return new Sought(List.copyOf(literals), exact);
    }

    /** The pattern folded as it is tested, once for each choice of its choices of characters. */
    private static List<List<Piece>> spelled(Predicate.Text predicate) {
        List<List<Piece>> spellings = List.of(List.of());
        for (Piece piece : predicate.pattern()) {
            List<List<Piece>> longer = new ArrayList<>();
            for (List<Piece> spelling : spellings) {
                for (Piece next : choices(piece, predicate.cased(), MOST / spellings.size())) {
                    longer.add(joined(spelling, next));
                }
            }
            spellings = longer;
            if (spellings.isEmpty()) {
                break; // a choice of none never fits
            }
        }
        return spellings;
    }

    private static List<Piece> choices(Piece piece, boolean cased, int most) {
        if (piece instanceof Piece.Literal literal && !cased) {
            return List.of(new Piece.Literal(literal.text().toLowerCase(Locale.ROOT)));
        }
        if (!(piece instanceof Piece.OneOf some)) {
            return List.of(piece);
        }
        if (some.characters().length() > most) {
            return List.of(new Piece.One());
        }
        // A choice is compared with folded text as it is written: what folds to something else never fits.
        return some.characters()
                .chars()
                .filter(c -> cased || Alphabet.fold((char) c) == c)
                .<Piece>mapToObj(c -> new Piece.Literal(String.valueOf((char) c)))
                .toList();
    }

    private static List<Piece> joined(List<Piece> spelling, Piece next) {
        if (next instanceof Piece.Literal literal && literal.text().isEmpty()) {
            return spelling;
        }
        List<Piece> longer = new ArrayList<>(spelling);
        Piece last = spelling.isEmpty() ? null : spelling.get(spelling.size() - 1);
        if (last instanceof Piece.Literal before && next instanceof Piece.Literal after) {
            longer.set(longer.size() - 1, new Piece.Literal(before.text() + after.text()));
        } else if (!(last instanceof Piece.Any && next instanceof Piece.Any)) {
            longer.add(next);
        }
        return longer;
    }

    /** The literal that is the whole pattern but for what may surround it, or null. */
    private static @Nullable Literal whole(List<Piece> pattern) {
        boolean open = !pattern.isEmpty() && pattern.get(0) instanceof Piece.Any;
        boolean ends = pattern.size() > 1 && pattern.get(pattern.size() - 1) instanceof Piece.Any;
        List<Piece> inner = pattern.subList(open ? 1 : 0, pattern.size() - (ends ? 1 : 0));
        if (inner.isEmpty()) {
            return new Literal("", open ? Place.START : Place.WHOLE);
        }
        return inner.size() == 1 && inner.get(0) instanceof Piece.Literal literal
                ? new Literal(literal.text(), place(!open, !ends))
                : null;
    }

    private static Place place(boolean start, boolean end) {
        return start ? (end ? Place.WHOLE : Place.START) : end ? Place.END : Place.ANYWHERE;
    }

    private static Literal longest(List<Piece> pattern, boolean cased) {
        Literal longest = ANY_TEXT.literals.get(0);
        for (int i = 0; i < pattern.size(); i++) {
            if (pattern.get(i) instanceof Piece.Literal literal) {
                // Letters beyond ASCII may fold by what stands around them, which a cased pattern says nothing of.
                boolean folds = !cased || literal.text().chars().allMatch(c -> c < 128);
                String text = cased ? ascii(literal.text()).toLowerCase(Locale.ROOT) : literal.text();
                if (text.length() > longest.text.length()) {
                    longest = new Literal(text, folds ? place(i == 0, i == pattern.size() - 1) : Place.ANYWHERE);
                }
            }
        }
        return longest;
    }

    /** The longest part of a text that is ASCII. */
    private static String ascii(String text) {
        String longest = "";
        for (String part : text.split("[^\\x00-\\x7f]+", -1)) {
            longest = part.length() > longest.length() ? part : longest;
        }
        return longest;
    }

    private static boolean caseless(String text) {
        return text.chars().allMatch(c -> c < 128 && !Character.isLetter(c));
    }
}
