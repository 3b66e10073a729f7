package io.cordon.engine.rule;

import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.ParsedRules.Silenced;
import io.cordon.engine.rule.ParsedRules.Sourced;
import io.cordon.engine.rule.RuleDraft.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes one set of all documents: placeholders first, then rules, filters on these, correlations of all. */
final class RuleLinker {
    private final List<RuleDraft> drafts = new ArrayList<>();
    private final List<RuleError> errors = new ArrayList<>();
    private final Map<String, Document> others = new LinkedHashMap<>();
    private final List<Silenced> silenced = new ArrayList<>();
    private final Placeholders placeholders = new Placeholders();
    private final Map<String, Sourced> byId = new LinkedHashMap<>();
    /** What an id or a name stands for; null where several rules have it. */
    private final Map<String, @Nullable String> ids = new HashMap<>();

    /** Reads a draft; what it refuses is the set's error. */
    private interface Step {
        void take(RuleDraft draft) throws RuleRefusedException;
    }

    /** Makes a rule of a draft, asking nothing that other rules change. */
    private interface Reader {
        Rule read(RuleDraft draft) throws RuleRefusedException;
    }

    void refused(RuleError error) {
        errors.add(error);
    }

    void add(RuleDraft draft) {
        drafts.add(draft);
    }

    void add(Sourced rule) {
        try {
            take(rule, new RuleRefusedException(1, 1, twice(rule.rule().id())), "");
        } catch (RuleRefusedException e) {
            errors.add(e.in(rule.document().file()));
        }
    }

    ParsedRules link() {
        each(Kind.PLACEHOLDERS, draft -> {
            requireOwnId(draft);
            placeholders.add(draft.node());
            takeOther(draft);
        });
        readAll(Kind.SIGMA, draft -> SigmaRuleReader.read(draft, placeholders));
        readAll(Kind.EQL, EqlRuleReader::read);
        each(Kind.FILTER, draft -> {
            requireOwnId(draft);
            filter(SigmaFilter.read(draft.node(), placeholders), draft);
            takeOther(draft);
        });
        CorrelationLinker correlations = new CorrelationLinker(this);
        each(Kind.CORRELATION, correlations::add);
        correlations.link();
        errors.sort(Comparator.comparing(RuleError::file)
                .thenComparing(RuleError::line)
                .thenComparing(RuleError::column));
        return new ParsedRules(List.copyOf(byId.values()), List.copyOf(others.values()), silenced, errors);
    }

    private void each(Kind kind, Step step) {
        for (RuleDraft draft : drafts) {
            if (draft.kind() == kind) {
                try {
                    step.take(draft);
                } catch (RuleRefusedException e) {
                    errors.add(e.in(draft.file()));
                }
            }
        }
    }

    /** Reads rules on all processors, and takes them into the set in their order. */
    private void readAll(Kind kind, Reader reader) {
        drafts.parallelStream()
                .filter(draft -> draft.kind() == kind)
                .map(draft -> read(draft, reader))
                .forEachOrdered(found -> found.accept(this));
    }

    private static Consumer<RuleLinker> read(RuleDraft draft, Reader reader) {
        try {
            Rule rule = reader.read(draft);
            return linker -> linker.takeOrRefuse(draft, rule);
        } catch (RuleRefusedException e) {
            return linker -> linker.refused(e.in(draft.file()));
        }
    }

    private void takeOrRefuse(RuleDraft draft, Rule rule) {
        try {
            take(draft, rule);
        } catch (RuleRefusedException e) {
            refused(e.in(draft.file()));
        }
    }

    /** Takes a rule into the set. */
    void take(RuleDraft draft, Rule rule) throws RuleRefusedException {
        take(
                new Sourced(rule, draft.document(rule.id())),
                draft.placeOfId().refuse(twice(rule.id())),
                draft.node().textOr("name", ""));
    }

    private void requireOwnId(RuleDraft draft) throws RuleRefusedException {
        String id = draft.node().textOr("id", "");
        if (byId.containsKey(id) || others.containsKey(id)) {
            throw draft.placeOfId().refuse(twice(id));
        }
    }

    private void takeOther(RuleDraft draft) throws RuleRefusedException {
        Document document = draft.nameless();
        others.put(document.id(), document);
    }

    private void take(Sourced rule, RuleRefusedException twice, String name) throws RuleRefusedException {
        String id = rule.rule().id();
        if (others.containsKey(id) || byId.putIfAbsent(id, rule) != null) {
            throw twice;
        }
        ids.put(id, id);
        if (!name.isBlank() && !name.equals(id)) {
            ids.put(name, ids.containsKey(name) ? null : id);
        }
    }

    private String twice(String id) {
        Sourced rule = byId.get(id);
        Document before = rule == null ? others.get(id) : rule.document();
        return "expected an id of its own, found " + id + (before == null ? "" : ", as in " + before.file());
    }

    /** The rule that an id or a name stands for. */
    Rule referred(RuleNode reference) throws RuleRefusedException {
        String text = reference.text();
        String id = ids.get(text);
        Sourced found = id == null ? null : byId.get(id);
        if (found == null) {
            throw reference.refuse(
                    ids.containsKey(text)
                            ? "expected a name that one rule has, several are named '" + text + "'"
                            : "expected the id or the name of a rule that loads, found '" + text + "'");
        }
        return found.rule();
    }

    boolean isKnown(String reference) {
        return ids.containsKey(reference);
    }

    List<Rule> rules() {
        return byId.values().stream().map(Sourced::rule).toList();
    }

    Optional<Rule> rule(String id) {
        return Optional.ofNullable(byId.get(id)).map(Sourced::rule);
    }

    /** What a rule goes by: its id and its name. */
    List<String> names(String id) {
        return ids.entrySet().stream()
                .filter(entry -> id.equals(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    void silenced(Rule rule, Document by) {
        silenced.add(new Silenced(rule, by));
    }

    void replace(Rule rule) {
        byId.computeIfPresent(rule.id(), (id, before) -> new Sourced(rule, before.document()));
    }

    /** Filters the rules that it can; of the others each is an error, and keeps no exception from those that are there. */
    private void filter(SigmaFilter filter, RuleDraft draft) throws RuleRefusedException {
        List<RuleNode> references = filter.rules();
        for (Rule rule : references == null ? fitting(filter) : named(references, filter, draft)) {
            silenced(rule, draft.nameless());
            replace(rule.filtered(filter.condition(), RuleHead.hash(rule.hash() + draft.hash())));
        }
    }

    private List<Rule> fitting(SigmaFilter filter) {
        return rules().stream().filter(filter::fits).toList();
    }

    private Set<Rule> named(List<RuleNode> references, SigmaFilter filter, RuleDraft draft) {
        Set<Rule> meant = new LinkedHashSet<>();
        for (RuleNode reference : references) {
            try {
                Rule rule = referred(reference);
                if (!filter.fits(rule)) {
                    throw reference.refuse("expected a rule whose logsource the filter's fits, '" + rule.title()
                            + "' has another one");
                }
                meant.add(rule);
            } catch (RuleRefusedException e) {
                errors.add(e.in(draft.file()));
            }
        }
        return meant;
    }
}
