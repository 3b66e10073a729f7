package io.cordon.engine.match;

import io.cordon.engine.condition.Predicate;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.MultiValue;
import java.util.List;
import java.util.Locale;

/** The kinds of leaves. */
final class Leaves {
    private Leaves() {}

    record Exists(int number, int slot, List<Predicate> predicates) implements Node.Leaf {
        @Override
        public Truth eval(Scratch scratch) {
            if (scratch.text(slot) != null) {
                return Truth.TRUE;
            }
            return scratch.mayFill(slot) ? Truth.OPEN_FALSE : Truth.FALSE;
        }
    }

    /**
     * Predicates on one field, one of which is enough.
     *
     * @param exact whether it holds wherever the index says that it may
     */
    record FieldTest(int number, int slot, List<Predicate> predicates, TextTest test, boolean exact)
            implements Node.Leaf {
        @Override
        public Truth eval(Scratch scratch) {
            String text = scratch.text(slot);
            if (text == null) {
                return scratch.mayFill(slot) ? Truth.OPEN_FALSE : Truth.FALSE;
            }
            if (!scratch.mayHold(this)) {
                return Truth.FALSE;
            }
            if (exact && scratch.isIndexed()) {
                return Truth.TRUE;
            }
            return Truth.of(
                    scratch.isTested(number)
                            ? scratch.tested(number)
                            : scratch.remember(number, scratch.test(number, slot, text, test)));
        }

        @Override
        public boolean isTested() {
            return true;
        }
    }

    record OtherField(int number, int slot, int other, Predicate.OtherField predicate) implements Node.Leaf {
        @Override
        public List<Predicate> predicates() {
            return List.of(predicate);
        }

        @Override
        public Truth eval(Scratch scratch) {
            String text = scratch.text(slot);
            String operand = scratch.text(other);
            if (text == null || operand == null) {
                return scratch.mayFill(slot) || scratch.mayFill(other) ? Truth.OPEN_FALSE : Truth.FALSE;
            }
            if (MultiValue.is(text) || MultiValue.is(operand)) {
                return Truth.of(anyPair(text, operand));
            }
            if (predicate.cased() || (isAscii(text) && isAscii(operand))) {
                return Truth.of(holds(text, operand, !predicate.cased()));
            }
            return Truth.of(holds(scratch.folded(slot), scratch.folded(other), false));
        }

        private boolean anyPair(String text, String operand) {
            boolean folds = !predicate.cased();
            List<String> operands = MultiValue.values(folds ? operand.toLowerCase(Locale.ROOT) : operand);
            return MultiValue.values(folds ? text.toLowerCase(Locale.ROOT) : text).stream()
                    .anyMatch(one -> operands.stream().anyMatch(other -> holds(one, other, false)));
        }

        private static boolean isAscii(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= 0x80) {
                    return false;
                }
            }
            return true;
        }

        private boolean holds(String text, String operand, boolean folding) {
            int length = operand.length();
            int last = text.length() - length;
            return switch (predicate.place()) {
                case WHOLE -> last == 0 && text.regionMatches(folding, 0, operand, 0, length);
                case START -> text.regionMatches(folding, 0, operand, 0, length);
                case END -> text.regionMatches(folding, last, operand, 0, length);
                case ANYWHERE -> {
                    int at = 0;
                    while (at <= last && !text.regionMatches(folding, at, operand, 0, length)) {
                        at++;
                    }
                    yield at <= last;
                }
            };
        }
    }

    /** Predicates on every text of the event, one of which is enough; exact as in {@link FieldTest}. */
    record Keyword(int number, List<Predicate> predicates, TextTest test, boolean exact) implements Node.Leaf {
        @Override
        public int slot() {
            return Node.EVERY;
        }

        @Override
        public Truth eval(Scratch scratch) {
            if (!scratch.mayHold(this)) {
                return Truth.FALSE;
            }
            if (exact && scratch.isIndexed()) {
                return Truth.TRUE;
            }
            return Truth.of(
                    scratch.isTested(number) ? scratch.tested(number) : scratch.remember(number, anywhere(scratch)));
        }

        private boolean anywhere(Scratch scratch) {
            List<String> texts = test.folds() ? scratch.everyFolded() : scratch.everyText();
            for (int i = 0; i < texts.size(); i++) {
                if (scratch.test(texts.get(i), test)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean isTested() {
            return true;
        }
    }
}
