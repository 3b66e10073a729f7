package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoTest {
    private static final int ASKER = 7;

    private final Memo memo = new Memo(Memo.LONGEST);

    private boolean ask(String text) {
        int print = Memo.print(ASKER, text);
        if (memo.answer(ASKER, text, print) != null) {
            return true;
        }
        if (memo.comesAgain(print)) {
            memo.keep(ASKER, text, print, new int[] {text.hashCode()});
        }
        return false;
    }

    @Test
    void aTextIsKnownFromTheThirdTimeOn() {
        assertThat(List.of(ask("a"), ask("a"), ask("a"), ask("a"))).containsExactly(false, false, true, true);
        assertThat(memo.answer(ASKER + 1, "a", Memo.print(ASKER, "a"))).isNull();
    }

    @Test
    void textsWithOnePrintAreToldApart() {
        String one = "x".repeat(102) + "1" + "x".repeat(98);
        String other = "x".repeat(103) + "1" + "x".repeat(97);
        assertThat(Memo.print(ASKER, one)).isEqualTo(Memo.print(ASKER, other));

        for (int i = 0; i < 4; i++) {
            ask(one);
            ask(other);
        }

        assertThat(memo.answer(ASKER, one, Memo.print(ASKER, one))).containsExactly(one.hashCode());
        assertThat(memo.answer(ASKER, other, Memo.print(ASKER, other))).containsExactly(other.hashCode());
    }

    @Test
    void holdsNoMoreCharactersThanItMay() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            texts.add(("text " + i + ' ').repeat(1000));
        }

        texts.forEach(text -> List.of(ask(text), ask(text)));

        long held = texts.stream()
                .filter(text -> memo.answer(ASKER, text, Memo.print(ASKER, text)) != null)
                .mapToLong(String::length)
                .sum();
        assertThat(held).isBetween(1L, (long) Memo.MOST_CHARACTERS);
        assertThat(memo.keeps("x".repeat(Memo.LONGEST + 1))).isFalse();
    }
}
