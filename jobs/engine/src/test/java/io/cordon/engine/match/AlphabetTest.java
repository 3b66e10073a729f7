package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    @Test
    void whatFoldsByItselfFoldsAsTheWholeTextDoes() {
        for (int i = 0; i <= Character.MAX_VALUE; i++) {
            char c = (char) i;
            if (Alphabet.foldsByItself(c)) {
                String around = "A" + c + "Bc" + c;
                char folded = Alphabet.fold(c);

                assertThat(around.toLowerCase(Locale.ROOT)).isEqualTo("a" + folded + "bc" + folded);
                assertThat(Alphabet.fold(folded)).isEqualTo(folded);
            }
        }
    }
}
