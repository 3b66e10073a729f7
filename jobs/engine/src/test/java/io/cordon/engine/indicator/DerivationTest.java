package io.cordon.engine.indicator;

import static io.cordon.engine.indicator.IndicatorStory.HASH;
import static io.cordon.engine.indicator.IndicatorStory.POTATO;
import static io.cordon.engine.indicator.IndicatorStory.POTATO_IMAGE;
import static io.cordon.engine.indicator.IndicatorStory.POTATO_SHAPE;
import static io.cordon.engine.indicator.IndicatorStory.STRANGER;
import static io.cordon.engine.indicator.IndicatorStory.confirmed;
import static io.cordon.engine.indicator.IndicatorStory.lead;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Thing;
import io.cordon.engine.incident.Incident.State;
import io.cordon.engine.incident.Lead;
import io.cordon.engine.prevalence.ArtefactKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When an incident yields indicators, and of what: each condition has a row that breaks it alone. */
class DerivationTest {
    @Test
    void aConfirmedIncidentYieldsItsTargetsImageAndCommandLineWithWhereTheyAreFrom() {
        assertThat(confirmed().yields().indicators())
                .extracting(one -> one.artefact().kind())
                .containsExactly(ArtefactKind.IMAGE, ArtefactKind.COMMAND_LINE);
        assertThat(confirmed().yields().indicators().get(0))
                .returns(HASH, one -> one.artefact().value())
                .returns("incident", Indicator::incident)
                .returns("f0", Indicator::finding)
                .returns("relay", Indicator::rule)
                .returns("e1", Indicator::event)
                .returns(0L, Indicator::since)
                .returns(IndicatorLimits.DEFAULT.life(), Indicator::expires);
    }

    @ParameterizedTest
    @CsvSource({
        "two rules; two tactics; one lineage,           relay, privilege-escalation, e1, dump,             potato,   true,  true",
        "the same rule twice,                           dump,  privilege-escalation, e1, dump,             potato,   true,  false",
        "one tactic,                                    relay, credential-access,    e1, dump,             potato,   true,  false",
        "a rule without a tactic,                       relay, '',                   e1, dump,             potato,   true,  false",
        "one event that two rules saw,                  relay, privilege-escalation, e2, dump,             potato,   true,  false",
        "two lineages,                                  relay, privilege-escalation, e1, dump,             stranger, true,  false",
        "one that may be disproved,                     relay, privilege-escalation, e1, dump,             potato,   false, false",
        "one that an indicator found,                   relay, privilege-escalation, e1, cordon.indicator, potato,   true,  false",
    })
    void twoDetectorsConfirm(
            String what,
            String first,
            String tactic,
            String event,
            String second,
            String process,
            boolean settled,
            boolean yields) {
        IndicatorStory story = new IndicatorStory()
                .finding(first, tactic, event)
                .finding(
                        second,
                        "credential-access",
                        process,
                        lead(second, settled, "e2", POTATO_IMAGE, POTATO_SHAPE, POTATO));

        assertThat(!story.yields().indicators().isEmpty()).as(what).isEqualTo(yields);
    }

    @Test
    void whatTheFindingsOfOthersNameIsNotOnTheCausalPath() {
        Lead other = lead("other", true, "e9", "C:\\Users\\bob\\tool.exe", "", Map.of(Thing.SHA256, "cd".repeat(32)));

        assertThat(confirmed().finding("other", "discovery", STRANGER, other).yields())
                .isEqualTo(confirmed().yields());
    }

    @Test
    void aPersonsWordCountsForMoreThanDetectors() {
        IndicatorStory alone = new IndicatorStory().finding("relay", "privilege-escalation", "e1");

        assertThat(alone.yields(Verdict.ATTACK).indicators()).hasSize(2);
        assertThat(alone.yields(Verdict.NONE).indicators()).isEmpty();
        assertThat(confirmed().yields(Verdict.BENIGN).indicators()).isEmpty();
    }

    @Test
    void evenAPersonConfirmsNothingThatAnIndicatorFound() {
        IndicatorStory echo = new IndicatorStory().finding(Lead.OF_INDICATOR, "execution", "e1");

        assertThat(echo.yields(Verdict.ATTACK).indicators()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void whatDoesNotStandYieldsNothing(State state) {
        boolean stands = state == State.OPEN || state == State.ENDED;

        assertThat(confirmed()
                        .derive(IndicatorLimits.DEFAULT, state, Verdict.NONE)
                        .indicators()
                        .isEmpty())
                .isEqualTo(!stands);
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\Users\\eve\\x.exe,                       '',             '',                     ''",
        "C:\\Windows\\Temp\\x.exe,                    '',             '',                     ''",
        "C:\\Windows\\System32\\certutil.exe,         '',             '',                     operating system",
        "\\\\?\\C:\\WINDOWS\\system32\\..\\x.exe,     '',             '',                     operating system",
        "/usr/bin/curl,                               '',             '',                     operating system",
        "x.exe,                                       '',             '',                     operating system",
        "C:\\Program Files\\Python\\python3.11.exe,   '',             '',                     interpreter",
        "/opt/tool/bin/bash,                          '',             '',                     interpreter",
        "C:\\Users\\eve\\x.exe,                       RUNDLL32.EXE,   '',                     interpreter",
        "C:\\Users\\eve\\x.exe,                       '',             Microsoft Windows,      spared",
    })
    void filesThatOthersHaveAreSpared(String image, String original, String signer, String why) {
        Map<Thing, String> things = new HashMap<>(Map.of(Thing.SHA256, "cd".repeat(32)));
        things.put(Thing.ORIGINAL_NAME, original);
        things.put(Thing.SIGNER, signer);

        assertThat(refusal(confirmed().also(image, "", things), "image")).satisfies(told -> said(told, why));
    }

    @Test
    void whatSaysThatItIsTheSystemVendorsIsSpared() {
        Map<Thing, String> things = Map.of(Thing.SHA256, "cd".repeat(32), Thing.COMPANY, "Microsoft Corporation");

        assertThat(refusal(confirmed().also("C:\\Users\\eve\\x.exe", "", things), "image"))
                .contains("spared");
    }

    @ParameterizedTest
    @CsvSource({"abc", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
    void aHashHasToBeThatOfAFile(String hash) {
        assertThat(refusal(confirmed().also("C:\\Users\\eve\\x.exe", "", Map.of(Thing.SHA256, hash)), "image"))
                .contains("no file's SHA-256");
    }

    @ParameterizedTest
    @CsvSource({
        "tool.exe one two three four,              ''",
        "tool.exe one two three,                   4 words of 5",
        "tool.exe <n> <hex> <base64> <guid> one,   2 words of 5",
        "cmd.exe /c <temp>.bat - --,               3 words of 5",
    })
    void aCommandLineHasToSayEnough(String shape, String why) {
        assertThat(refusal(confirmed().also("C:\\Users\\eve\\x.exe", shape, Map.of()), "command_line"))
                .satisfies(told -> said(told, why));
    }

    @ParameterizedTest
    @CsvSource({
        "reg.exe save hklm,             up.exe > reg.exe: reg.exe save hklm < up.exe --quiet,        ''",
        "reg.exe save <n>,              up.exe > reg.exe: reg.exe save <n> < up.exe --quiet --all,   2 words of 3",
        "reg.exe save hklm,             up.exe > reg.exe: reg.exe save hklm < up.exe <n>,            4 words of 5",
        "reg.exe save hklm,             up.exe > reg.exe: reg.exe save hklm < d:\\my own\\up.exe <n>, 4 words of 5",
        "reg.exe save hklm\\sam all s,  up.exe > reg.exe: reg.exe save hklm\\sam all s < up.exe,      ''",
    })
    void aTreeHasToSayEnoughAndHalfOfThatItsProcess(String shape, String tree, String why) {
        assertThat(refusal(confirmed().also("C:\\Windows\\reg.exe", shape, Map.of(Thing.TREE, tree)), "process_tree"))
                .satisfies(told -> said(told, why));
    }

    @Test
    void aTreeIsAnIndicatorAlsoWhereItsProgramIsTheSystems() {
        String tree = "up.exe > reg.exe: reg.exe save hklm < up.exe --quiet";

        assertThat(confirmed()
                        .also("C:\\Windows\\System32\\reg.exe", "reg.exe save hklm", Map.of(Thing.TREE, tree))
                        .yields()
                        .indicators())
                .extracting(one -> one.artefact().value())
                .containsExactly(HASH, tree, POTATO_SHAPE);
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\Users\\eve\\dropped.exe,      ''",
        "C:\\Windows\\System32\\x.exe,     operating system",
        "dropped.exe,                      operating system",
        "C:\\Tools\\Python\\python3.exe,   interpreter",
    })
    void aFileThatTheTargetWroteIsAnIndicatorUnlessOthersHaveIt(String path, String why) {
        Map<Thing, String> things = Map.of(Thing.WRITTEN, path, Thing.WRITTEN_SHA256, "cd".repeat(32));

        assertThat(refusal(confirmed().also("C:\\Windows\\System32\\certutil.exe", "", things), "image"))
                .satisfies(told -> said(told, why));
        assertThat(confirmed()
                        .also("C:\\Windows\\System32\\certutil.exe", "", things)
                        .yields()
                        .indicators())
                .filteredOn(one -> one.artefact().value().equals("cd".repeat(32)))
                .hasSize(why.isEmpty() ? 1 : 0)
                .allMatch(one -> one.artefact().kind() == ArtefactKind.IMAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9 443,              203.0.113.9,   ''",
        "c2.example.net 443,           203.0.113.9,   ''",
        "10.1.2.3 443,                 10.1.2.3,      internal or shared",
        "8.8.8.8 53,                   8.8.8.8,       internal or shared",
        "104.16.1.1 443,               104.16.1.1,    internal or shared",
        "c2.example.net 443,           192.168.1.1,   internal or shared",
        "c2.example.net 443,           ::1,           internal or shared",
        "c2.example.net 443,           '',            address is not known",
        "fileserver 445,               203.0.113.9,   internal or shared",
        "bucket.s3.amazonaws.com 443,  203.0.113.9,   internal or shared",
        "notamazonaws.com 443,         203.0.113.9,   ''",
    })
    void destinationsThatOthersHaveAreSpared(String destination, String address, String why) {
        Map<Thing, String> things = Map.of(Thing.CONTACTED, destination, Thing.CONTACTED_ADDRESS, address);

        assertThat(refusal(confirmed().also(POTATO_IMAGE, "", things), "destination"))
                .satisfies(told -> said(told, why));
    }

    @Test
    void aScriptIsAnIndicatorByItsHash() {
        assertThat(confirmed()
                        .also(POTATO_IMAGE, "", Map.of(Thing.SCRIPT, HASH))
                        .yields()
                        .indicators())
                .extracting(one -> one.artefact().kind())
                .contains(ArtefactKind.SCRIPT);
    }

    @Test
    void anIncidentYieldsNoMoreThanAllowedAndWhatIsMostExactFirst() {
        IndicatorLimits one = IndicatorLimits.of(5, 1, 3, Duration.ofDays(7));

        assertThat(confirmed().derive(one, State.OPEN, Verdict.NONE))
                .satisfies(derived -> assertThat(derived.indicators())
                        .singleElement()
                        .returns(
                                ArtefactKind.IMAGE,
                                indicator -> indicator.artefact().kind()))
                .satisfies(derived -> assertThat(derived.refused()).containsValue("the incident has yielded 1"));
    }

    /** Why the third finding's thing of a kind is no indicator, or null where it is one. */
    private static @Nullable String refusal(IndicatorStory story, String kind) {
        return story.yields().refused().entrySet().stream()
                .filter(one -> one.getKey().startsWith(kind + ' '))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static void said(@Nullable String told, String why) {
        if (why.isEmpty()) {
            assertThat(told).isNull();
        } else {
            assertThat(told).contains(why);
        }
    }
}
