package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.prevalence.ArtefactKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of either language, parsed and resolved.
 *
 * @param id the rule's id, as its author wrote it
 * @param hash SHA-256 of the rule's text, in hex: its version
 * @param tactics ATT&CK tactics in the order of the tags, such as {@code defense-evasion}
 * @param techniques ATT&CK technique ids, such as {@code T1059.001}
 * @param tags all tags, as a policy may name them, in lower case
 * @param scope which events the rule looks at
 * @param condition what such an event must meet
 * @param response what is to be contained when it does
 * @param voice whether its matches are findings; a correlation that judges them may want to be the only one that speaks
 * @param correlation what it asks of the matches of other rules, or null for a rule that judges single events; its condition then
 *     holds for none
 * @param chain what it asks of several events, or null; its condition then holds for none
 * @param prevalence what it asks of the fleet's memory about what meets its condition, or null
 * @param feeds the correlations that judge its matches
 */
public record Rule(
        String id,
        String title,
        Language language,
        String hash,
        Level level,
        Mode mode,
        List<String> tactics,
        List<String> techniques,
        List<String> tags,
        Scope scope,
        Condition condition,
        Response response,
        Voice voice,
        @Nullable Correlation correlation,
        @Nullable Chain chain,
        @Nullable PrevalenceTest prevalence,
        List<Feed> feeds) {

    /** A rule that judges single events, by itself. */
    public Rule(
            String id,
            String title,
            Language language,
            String hash,
            Level level,
            Mode mode,
            List<String> tactics,
            List<String> techniques,
            Scope scope,
            Condition condition,
            Response response) {
        this(
                id,
                title,
                language,
                hash,
                level,
                mode,
                tactics,
                techniques,
                List.of(),
                scope,
                condition,
                response,
                Voice.SHOWN,
                null,
                null,
                null,
                List.of());
    }

    public Rule {
        feeds = List.copyOf(feeds);
        tactics = List.copyOf(tactics);
        techniques = List.copyOf(techniques);
        tags = List.copyOf(tags);
    }

    public enum Language {
        SIGMA,
        EQL
    }

    public enum Level {
        INFORMATIONAL,
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    /** What policy lets a rule's findings do. */
    public enum Mode {
        OFF,
        AUDIT,
        WARN,
        BLOCK
    }

    /** What becomes of a rule's matches. */
    public enum Voice {
        /** They are findings. */
        SHOWN,
        /** They are findings that policy may act on and that nobody is shown. */
        HIDDEN,
        /** Other rules hear of them, and nobody else. */
        NONE
    }

    /** A copy in another mode: mode is policy's, the rest is the author's. */
    public Rule in(Mode other) {
        return copy(id, hash, other, tags, scope, condition, voice, correlation, chain, prevalence, feeds);
    }

    /** A copy with tags. */
    Rule tagged(List<String> itsTags) {
        return copy(id, hash, mode, itsTags, scope, condition, voice, correlation, chain, prevalence, feeds);
    }

    /** A copy that goes by another id. */
    Rule named(String other) {
        return copy(other, hash, mode, tags, scope, condition, voice, correlation, chain, prevalence, feeds);
    }

    /** A copy that judges single events of a scope by a condition. */
    Rule looking(Scope at, Condition by) {
        return copy(id, hash, mode, tags, at, by, voice, null, null, null, feeds);
    }

    /** A copy that judges several events, by the rules of their steps. */
    Rule judging(Chain steps) {
        Condition none = new Condition.Any(List.of());
        return copy(id, hash, mode, tags, Scope.NOTHING, none, Voice.SHOWN, null, steps, null, List.of());
    }

    /** A copy that also meets a filter's condition; it is another version. */
    Rule filtered(Condition filter, String version) {
        Condition both = new Condition.All(List.of(condition, filter));
        return copy(id, version, mode, tags, scope, both, voice, correlation, chain, prevalence, feeds);
    }

    /** A copy whose matches feed correlations. */
    Rule feeding(List<Feed> correlations, boolean alsoRaises) {
        List<Feed> told = prevalence == null ? correlations : asking(prevalence, correlations);
        Voice its = alsoRaises ? Voice.SHOWN : Voice.NONE;
        return copy(id, hash, mode, tags, scope, condition, its, correlation, chain, prevalence, told);
    }

    /** A copy whose matches are those of which the memory says so. */
    Rule asking(@Nullable PrevalenceTest test) {
        List<Feed> told = test == null ? feeds : asking(test, feeds);
        return copy(id, hash, mode, tags, scope, condition, voice, correlation, chain, test, told);
    }

    /** First about the artefact, which most matches end at, and then whether the memory has grown enough to say so. */
    private List<Feed> asking(PrevalenceTest test, List<Feed> then) {
        return List.of(Feed.asking(test.kind(), id, List.of(Feed.asking(ArtefactKind.FLEET, id, then))));
    }

    /** A copy with what copies may have of their own. */
    private Rule copy(
            String itsId,
            String itsHash,
            Mode itsMode,
            List<String> itsTags,
            Scope itsScope,
            Condition itsCondition,
            Voice itsVoice,
            @Nullable Correlation itsCorrelation,
            @Nullable Chain itsChain,
            @Nullable PrevalenceTest itsPrevalence,
            List<Feed> itsFeeds) {
        return new Rule(
                itsId,
                title,
                language,
                itsHash,
                level,
                itsMode,
                tactics,
                techniques,
                itsTags,
                itsScope,
                itsCondition,
                response,
                itsVoice,
                itsCorrelation,
                itsChain,
                itsPrevalence,
                itsFeeds);
    }

    /** A copy whose matches are findings that nobody is shown. */
    public Rule hidden() {
        return copy(id, hash, mode, tags, scope, condition, Voice.HIDDEN, correlation, chain, prevalence, feeds);
    }

    /** Whether its matches are findings. */
    public boolean raises() {
        return voice != Voice.NONE;
    }

    /** Whether somebody is shown them. */
    public boolean isShown() {
        return voice == Voice.SHOWN;
    }

    /** Whether a match is a finding by itself, whatever others say. */
    public boolean raisesAtOnce() {
        return raises() && prevalence == null;
    }

    /** Whether it judges single events, by itself. */
    public boolean isOfEvents() {
        return correlation == null && chain == null;
    }
}
