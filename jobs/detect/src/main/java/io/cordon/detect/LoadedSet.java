package io.cordon.detect;

import io.cordon.engine.match.CompiledRules;
import io.cordon.engine.match.RuleCompiler;
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
    static final LoadedSet NONE = new LoadedSet("", new ParsedRules(List.of(), List.of(), List.of(), List.of()));

    private static final Map<List<?>, WeakReference<LoadedSet>> LOADED = new HashMap<>();

    private final RuleSet rules;
    private final int refused;
    private volatile @Nullable CompiledRules compiled;

    private LoadedSet(String id, ParsedRules parsed) {
        List<Rule> read = parsed.rules().stream().map(ParsedRules.Sourced::rule).toList();
        rules = new RuleSet(id, read);
        refused = parsed.errors().size();
    }

    /**
     * The set of that content.
     *
     * @param content what tells it from others, with an {@code equals} of its own
     */
    static LoadedSet of(String id, List<?> content, Supplier<ParsedRules> parse) {
        synchronized (LOADED) {
            WeakReference<LoadedSet> known = LOADED.get(content);
            LoadedSet set = known == null ? null : known.get();
            if (set == null || !set.rules.id().equals(id)) {
                set = new LoadedSet(id, parse.get());
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
