package io.cordon.detect;

import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.rule.ParsedRules;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleSet;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A rule set, read once and compiled once in a TaskManager however many of its tasks use it. */
final class LoadedSet {
    static final LoadedSet NONE = new LoadedSet(List.of(), "", List.of(), 0);

    private static final Map<List<?>, WeakReference<LoadedSet>> LOADED = new HashMap<>();

    private final List<?> content;
    private final RuleSet rules;
    private final int refused;
    private volatile @Nullable CompiledRules compiled;

    private LoadedSet(List<?> content, String id, List<Rule> rules, int refused) {
        this.content = content;
        this.rules = new RuleSet(id, rules);
        this.refused = refused;
    }

    /**
     * The set of that content.
     *
     * @param content what tells it from others, with an {@code equals} of its own
     */
    static LoadedSet of(String id, List<?> content, Supplier<ParsedRules> parse) {
        return known(id, content, () -> {
            ParsedRules parsed = parse.get();
            List<Rule> rules =
                    parsed.rules().stream().map(ParsedRules.Sourced::rule).toList();
            return new LoadedSet(content, id, rules, parsed.errors().size());
        });
    }

    /** The set as it judges under a policy: this one, where the policy has nothing in it heard that is silent. */
    LoadedSet under(Policy policy) {
        List<Rule> heard = rules.rules().stream()
                .map(rule -> rule.mode().compareTo(Rule.Mode.AUDIT) > 0 ? policy.heard(rule) : rule)
                .toList();
        List<String> hidden = heard.stream()
                .filter(rule -> rule.voice() == Rule.Voice.HIDDEN)
                .map(Rule::id)
                .toList();
        List<?> other = List.of(content, hidden);
        return hidden.isEmpty()
                ? this
                : known(rules.id(), other, () -> new LoadedSet(other, rules.id(), heard, refused));
    }

    private static LoadedSet known(String id, List<?> content, Supplier<LoadedSet> load) {
        synchronized (LOADED) {
            WeakReference<LoadedSet> known = LOADED.get(content);
            LoadedSet set = known == null ? null : known.get();
            if (set == null || !set.rules.id().equals(id)) {
                set = load.get();
                LOADED.values().removeIf(other -> other.get() == null);
                LOADED.put(content, new WeakReference<>(set));
            }
            return set;
        }
    }

    RuleSet rules() {
        return rules;
    }

    /** How many of its documents this version cannot read. */
    int refused() {
        return refused;
    }

    CompiledRules compiled() {
        CompiledRules known = compiled;
        return known != null ? known : compile();
    }

    private synchronized CompiledRules compile() {
        CompiledRules known = compiled;
        if (known == null) {
            known = RuleCompiler.compile(rules.id(), rules.rules());
            compiled = known;
        }
        return known;
    }
}
