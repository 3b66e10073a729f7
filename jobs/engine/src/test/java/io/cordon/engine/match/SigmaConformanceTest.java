package io.cordon.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sigma 2.1.0, row by row: what stands under `sel`, the command line, and whether it matches. */
class SigmaConformanceTest {
    private static final String RULE = """
            title: t
            id: 11111111-0000-4000-8000-000000000001
            logsource: {category: process_creation, product: windows}
            detection:
              sel:
                %s
              other:
                Image|endswith: '\\cmd.exe'
              condition: %s
            """;

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiterString = " ; ",
            quoteCharacter = '`',
            value = {
                // plain values: the whole text, in any case
                "CommandLine: abc ; ABC ; true",
                "CommandLine: abc ; abcd ; false",
                "CommandLine|cased: abc ; ABC ; false",
                "CommandLine: 'a*d' ; abcd ; true",
                "CommandLine: 'a?d' ; abd ; true",
                "CommandLine: 'a?d' ; abcd ; false",
                "CommandLine: 'a\\*d' ; a*d ; true",
                "CommandLine: 'a\\*d' ; abd ; false",
                "CommandLine: 'a\\\\*d' ; a\\bcd ; true",
                "CommandLine: 'c:\\x' ; C:\\X ; true",
                "CommandLine: 'c:\\\\x' ; C:\\X ; true",
                "CommandLine: 4242 ; 4242 ; true",
                "CommandLine: [a, b] ; b ; true",
                // places
                "CommandLine|contains: bc ; abcd ; true",
                "CommandLine|contains: 'b*d' ; abcde ; true",
                "CommandLine|startswith: ab ; abcd ; true",
                "CommandLine|startswith: bc ; abcd ; false",
                "CommandLine|endswith: cd ; abcd ; true",
                "CommandLine|contains|all: [ab, cd] ; abcd ; true",
                "CommandLine|contains|all: [ab, xx] ; abcd ; false",
                "CommandLine|neq: abc ; abd ; true",
                "CommandLine|neq: [abc, abd] ; abd ; false",
                "Nothing|neq: abc ; abd ; true",
                "CommandLine|contains|neq: b ; abd ; false",
                "CommandLine|cased|contains: bC ; abCd ; true",
                "CommandLine|cased|contains: bC ; abcd ; false",
                "CommandLine|contains: '' ; x ; true",
                "CommandLine: true ; True ; true",
                "CommandLine: '*' ; x ; true",
                "CommandLine: '?*' ; `` ; false",
                "CommandLine: '**a**' ; bab ; true",
                // presence
                "CommandLine|exists: true ; x ; true",
                "CommandLine|exists: false ; x ; false",
                "Nothing|exists: false ; x ; true",
                "Nothing: null ; x ; true",
                "CommandLine: null ; x ; false",
                "CommandLine: '' ; `` ; true",
                "CommandLine: '' ; x ; false",
                // expressions
                "CommandLine|re: 'b+c' ; abbcd ; true",
                "CommandLine|re: 'B+C' ; abbcd ; false",
                "CommandLine|re|i: 'B+C' ; abbcd ; true",
                "CommandLine|re: '^b' ; abbcd ; false",
                "CommandLine|re: 'a.c' ; `a\nc` ; false",
                "CommandLine|re|s: 'a.c' ; `a\nc` ; true",
                "CommandLine|re: '^c' ; `a\nc` ; false",
                "CommandLine|re|m: '^c' ; `a\nc` ; true",
                "CommandLine|re|i|m: '^C' ; `a\nc` ; true",
                "CommandLine|re|neq: 'x' ; abc ; true",
                "CommandLine|cased|re: 'B' ; abc ; false",
                "CommandLine|re|cased|s: 'b.' ; abc ; true",
                // what RE2 does not know is matched step by step, and given up when it takes too many
                "CommandLine|re: 'a(?!b)c' ; xac ; true",
                "CommandLine|re: 'a(?=b)' ; abx ; true",
                "CommandLine|re: 'a(?=b)' ; acx ; false",
                "CommandLine|re: '(a|b)\\1' ; xbb ; true",
                "CommandLine|re: '^(?=a)(a|aa|a?)+$' ; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab ; false",
                // encodings
                "CommandLine|base64: foobar ; Zm9vYmFy ; true",
                "CommandLine|base64|contains: foobar ; x Zm9vYmFy ; true",
                "CommandLine|base64offset|contains: /bin/sh ; ICAvYmluL3Noa ; true",
                "CommandLine|wide|base64offset|contains: ping ; cABpAG4AZw ; true",
                "CommandLine|windash|contains: ' -enc' ; a /enc b ; true",
                "CommandLine|windash|contains: ' -enc' ; a –enc b ; true",
                "CommandLine|windash|contains: ' -enc' ; a enc b ; false",
                "CommandLine|windash|contains: ' -a /b' ; x -a /b ; true",
                "CommandLine|windash|contains: ' -a /b' ; x –a -b ; true",
                "CommandLine|windash|contains: ' -a /b' ; x .a -b ; false",
                "CommandLine|windash|contains: 'a-b/c' ; a-b/c ; true",
                "CommandLine|windash|contains: 'a-b/c' ; a/b―c ; true",
                "CommandLine|windash|contains: ' –x' ; y -x ; true",
                "CommandLine|windash|contains|all: [' -a', ' -b'] ; x /a —b ; true",
                "CommandLine|windash|startswith: '-en?*z' ; /encyz ; true",
                "CommandLine|base64: 'a\\*b' ; YSpi ; true",
                "CommandLine|base64: foobar ; ZM9VYMFY ; false",
                "CommandLine|wide|base64: cmd ; YwBtAGQA ; true",
                "CommandLine|utf16le|base64: cmd ; YwBtAGQA ; true",
                "CommandLine|utf16be|base64: cmd ; AGMAbQBk ; true",
                "CommandLine|utf16|base64: cmd ; //5jAG0AZAA= ; true",
                "CommandLine|windash|base64: '-a' ; L2E= ; true",
                "CommandLine|wide|startswith: cmd ; C\0m\0d\0x ; true",
                "CommandLine|utf16be|contains: c*d ; x\0c\0m\0d ; true",
                "CommandLine|utf16le|startswith: 'c?d' ; c\0m\0d\0x ; true",
                "CommandLine|utf16le|contains: cmd ; cmd ; false",
                "CommandLine|utf16|startswith: cmd ; ÿþc\0m\0d\0x ; true",
                // numbers and addresses
                "CommandLine|lt: 5 ; 4 ; true",
                "CommandLine|lte: 5 ; 5 ; true",
                "CommandLine|gt: 5 ; 5 ; false",
                "CommandLine|gte: 5.5 ; 6 ; true",
                "CommandLine|gt: 5 ; six ; false",
                "CommandLine|cidr: 10.0.0.0/8 ; 10.2.3.4 ; true",
                "CommandLine|cidr: 10.0.0.0/8 ; 11.2.3.4 ; false",
                "CommandLine|cidr: fe80::/10 ; fe80::1 ; true",
                "CommandLine|cidr: fe80::/10 ; fe80::1%12 ; true",
                "CommandLine|cidr: fe80::/10 ; %12 ; false",
                "CommandLine|cidr: 10.0.0.0/8 ; localhost ; false",
                // parts of a date, as it is written
                "CommandLine|minute: 4 ; 2026-11-23T18:04:59Z ; true",
                "CommandLine|hour: 18 ; 2026-11-23T18:04:59.123+02:00 ; true",
                "CommandLine|hour: [7, 18] ; 2026-11-23 18:04:59 ; true",
                "CommandLine|hour|gte: 19 ; 2026-11-23T18:04:59Z ; false",
                "CommandLine|hour|lt: 18.5 ; 2026-11-23T18:04:59Z ; true",
                "CommandLine|hour|neq: 18 ; 2026-11-23T18:04:59Z ; false",
                "CommandLine|day: 23 ; 2026-11-23 ; true",
                "CommandLine|hour: 0 ; 2026-11-23 ; false",
                "CommandLine|week: 53 ; 2027-01-01T00:00:00Z ; true",
                "CommandLine|month|lte: 11 ; 2026-11-23T18:04:59Z ; true",
                "CommandLine|year|gt: 2026 ; 2026-11-23T18:04:59Z ; false",
                "CommandLine|day: 30 ; 30 days ; false",
                "CommandLine|week: 1 ; 2026-02-31 ; false",
                // other fields
                "CommandLine|fieldref: OriginalFileName ; CMD.EXE ; true",
                "CommandLine|fieldref|endswith: OriginalFileName ; x cmd.exe ; true",
                "CommandLine|fieldref: Nothing ; x ; false",
            })
    void values(String search, String commandLine, boolean matches) {
        assertThat(matches(search, "sel", commandLine.replace("\\n", "\n"))).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "sel,true",
        "not sel,false",
        "not not sel,true",
        "sel and other,true",
        "sel and not other,false",
        "not sel or other,true",
        "not (sel or other),false",
        "1 of them,true",
        "all of them,true",
        "2 of them,true",
        "1 of sel*,true",
        "all of oth*,true",
        "not 1 of them,false",
        "SEL AND other,true",
        "any of them,true",
        "1 of them and not other,false",
        "not (not sel or not other),true",
        "sel or sel and not sel,true",
        "(sel or sel) and not sel,false",
        "1 of *e* or other,true",
    })
    void conditions(String condition, boolean matches) {
        String exact = condition.replace("SEL AND", "sel AND");
        assertThat(matches("CommandLine: abc", exact, "abc")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "['abc'],true",
        "['nope'],false",
        "['a*c'],true",
        "['\\cmd.exe'],true",
        "{'|all': [abc; cmd]},true",
        "{'|all': [abc; nope]},false",
        "{'|re': 'a.c'},true",
        "{'|cased': ABC},false",
        "{'|neq': abc},false",
        "[{Image: '*cmd*'}; nope],true",
        "4242,false"
    })
    void keywordsAreSoughtInEveryField(String words, boolean matches) {
        String rule =
                RULE.formatted("x: y", "kw").replace("  other:", "  kw: " + words.replace(';', ',') + "\n  other:");
        assertThat(run(rule, "xx abc yy")).isEqualTo(matches);
    }

    private static boolean matches(String search, String condition, String commandLine) {
        return run(RULE.formatted(search, condition), commandLine);
    }

    private static boolean run(String rule, String commandLine) {
        ParsedRules parsed = RuleParser.parse("r.yml", rule, Rule.Mode.AUDIT);
        assertThat(parsed.errors()).isEmpty();
        CompiledRules compiled = RuleCompiler.compile(
                "set", parsed.rules().stream().map(ParsedRules.Sourced::rule).toList());
        List<Rule> matched = new ArrayList<>();
        compiled.match(new Lone(event(commandLine)), (hit, truth) -> matched.add(hit));
        return !matched.isEmpty();
    }

    private static EndpointEvent event(String commandLine) {
        return EndpointEvent.builder()
                .endpoint("ws1")
                .id("e")
                .time(1, Clock.UTC)
                .position("f:1")
                .product("windows")
                .service("sysmon")
                .activity(Activity.PROCESS_START)
                .column(Column.EXECUTABLE, "C:\\Windows\\cmd.exe")
                .column(Column.ORIGINAL_FILE_NAME, "Cmd.Exe")
                .column(Column.COMMAND_LINE, commandLine)
                .build();
    }
}
