package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexLiteralTest {
    @ParameterizedTest(name = "{0} requires {1}")
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '`',
            value = {
                "cmd[.]exe ; cmd",
                "\\\\CMD\\.EXE$ ; \\cmd.exe",
                "(a|b)invoke-.*x ; invoke-",
                "downloadx?file ; download",
                "ab+c ; ab",
                "abc|def ; ``",
                "(abc|def) ; ``",
                "a{2,3}bcd ; bcd",
                "a{|b}cd ; ``",
                "(?i)powershell ; power",
                "powershell ; powershell",
                "[[:alpha:]]xyz[]z]q ; xyz",
                "\\Qab\\E ; ``",
                "ab(\\Q(\\E)|c ; ``",
                "\\x41bc ; ``",
                "\\pNabc ; ``",
                "\\d+abc\\s ; abc",
                "é*abc ; abc",
                "ab)c ; ``",
            })
    void theLongestThatEveryMatchHolds(String expression, String literal) {
        assertThat(RegexLiteral.of(new Predicate.Regex(expression, false, false, false, false)))
                .isEqualTo(literal);
    }
}
