package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.condition.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexLiteralsTest {
    @ParameterizedTest(name = "{0} requires {1}")
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '`',
            value = {
                "cmd[.]exe ; cmd & exe",
                "\\\\CMD\\.EXE$ ; \\cmd.exe",
                "(a|b)invoke-.*x ; invoke- & x",
                "downloadx?file ; download & file",
                "ab+c ; ab & c",
                "abc|def ; ``",
                "(abc|def) ; ``",
                "a{2,3}bcd ; bcd",
                "a{|b}cd ; ``",
                "(?i)powershell ; power & hell",
                "powershell ; powershell",
                "[[:alpha:]]xyz[]z]q ; xyz & q",
                "\\Qab\\E ; ``",
                "ab(\\Q(\\E)|c ; ``",
                "\\x41bc ; ``",
                "\\pNabc ; ``",
                "\\d+abc\\s ; abc",
                "é*abc ; abc",
                "(?ix)ab cd ; ``",
                "(?u:ab)cd ; ``",
                "(?=ab)cd(?!ef) ; cd",
                "ab)c ; ``",
            })
    void allThatEveryMatchHolds(String expression, String literals) {
        assertThat(RegexLiterals.of(new Predicate.Regex(expression, false, false, false, false)))
                .containsExactly(literals.isEmpty() ? new String[0] : literals.split(" & "));
    }
}
