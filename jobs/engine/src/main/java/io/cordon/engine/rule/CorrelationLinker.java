package io.cordon.engine.rule;

import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.rule.ParsedRules.Document;
import io.cordon.engine.rule.Rule.Level;
import io.cordon.engine.rule.Rule.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the rules that correlations name, and tells these what to hand to whom. */
final class CorrelationLinker {
    private final RuleLinker set;
    /** How far a chain is followed, so that one of thousands ends in a refusal and not in the stack. */
    private static final int MOST_FOLLOWED = 50;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, List<Entry>> byReference = new HashMap<>();
    private final Map<String, Entry> linked = new LinkedHashMap<>();
    /** By rule or correlation the correlations that judge its matches. */
    private final Map<String, List<Entry>> above = new HashMap<>();

    private final Map<String, Integer> levels = new HashMap<>();
    private final Set<String> visiting = new LinkedHashSet<>();
    /** The way round, by each correlation that lies on it or leads to it. */
    private final Map<String, String> circles = new HashMap<>();

    CorrelationLinker(RuleLinker set) {
        this.set = set;
    }

    private record Entry(RuleDraft draft, String name, SigmaCorrelationReader.Draft correlation) {
        String id() {
            return correlation.head().id();
        }

        Document document() {
            return draft.document(id());
        }

        RuleError refused(RuleRefusedException e) {
            return e.in(draft.file());
        }
    }

    void add(RuleDraft draft) throws RuleRefusedException {
        SigmaCorrelationReader.Draft read = SigmaCorrelationReader.read(draft);
        Entry entry = new Entry(draft, draft.node().textOr("name", ""), read);
        Entry before = entries.putIfAbsent(entry.id(), entry);
        if (before != null) {
            throw draft.placeOfId()
                    .refuse("expected an id of its own, found " + entry.id() + ", as in "
                            + before.draft().file());
        }
        for (String reference : new HashSet<>(List.of(entry.id(), entry.name()))) {
            byReference.computeIfAbsent(reference, any -> new ArrayList<>()).add(entry);
        }
    }

    void link() {
        for (Entry entry : entries.values()) {
            try {
                link(entry);
            } catch (RuleRefusedException e) {
                set.refused(entry.refused(e));
            }
        }
        for (Rule rule : set.rules()) {
            List<Entry> judges = above.getOrDefault(rule.id(), List.of());
            if (!judges.isEmpty()) {
                boolean raises = judges.stream().anyMatch(entry -> entry.correlation.generate());
                List<Feed> feeds = rule.isOfEvents() ? feeds(rule.id(), rule.id(), List.of()) : List.of();
                set.replace(rule.feeding(feeds, raises));
                if (!raises) {
                    set.silenced(rule, judges.get(0).document());
                }
            }
        }
    }

    private void link(Entry entry) throws RuleRefusedException {
        if (linked.containsKey(entry.id())) {
            return;
        }
        visiting.add(entry.id());
        try {
            List<String> ids = new ArrayList<>();
            Level highest = Level.INFORMATIONAL;
            StringBuilder version = new StringBuilder(entry.correlation.head().hash());
            int level = 1;
            for (RuleNode reference : entry.correlation.rules()) {
                Rule rule = referred(reference);
                if (rule.chain() != null) {
                    throw reference.refuse("expected a rule of single events or a correlation, '" + rule.title()
                            + "' judges several events");
                }
                ids.add(rule.id());
                highest = highest.compareTo(rule.level()) < 0 ? rule.level() : highest;
                version.append(rule.hash());
                level = Math.max(level, 1 + levels.getOrDefault(rule.id(), 0));
                if (level > RuleSet.MOST_LEVELS) {
                    throw tooHigh(reference);
                }
            }
            if (new HashSet<>(ids).size() < ids.size()) {
                throw entry.correlation.rules().get(0).refuse("expected each rule once");
            }
            checkAliases(entry);
            set.take(
                    entry.draft,
                    entry.correlation.rule(ids, highest, RuleHead.hash(version.toString()), entry.draft.mode()));
            linked.put(entry.id(), entry);
            ids.forEach(
                    id -> above.computeIfAbsent(id, any -> new ArrayList<>()).add(entry));
            levels.put(entry.id(), level);
        } finally {
            visiting.remove(entry.id());
        }
    }

    private Rule referred(RuleNode reference) throws RuleRefusedException {
        for (Entry other : byReference.getOrDefault(reference.text(), List.of())) {
            if (visiting.contains(other.id())) {
                String path = String.join(" → ", visiting) + " → " + other.id();
                visiting.forEach(id -> circles.put(id, path));
                throw circle(reference, path);
            }
            if (visiting.size() > MOST_FOLLOWED) {
                throw tooHigh(reference);
            }
            try {
                link(other);
            } catch (RuleRefusedException e) {
                // It is refused where it stands; here it is a rule that does not load, or part of the same circle.
                String path = circles.get(other.id());
                if (path != null) {
                    throw circle(reference, path);
                }
            }
        }
        return set.referred(reference);
    }

    private static RuleRefusedException tooHigh(RuleNode reference) {
        return reference.refuse("expected at most " + RuleSet.MOST_LEVELS + " correlations on top of each other");
    }

    private static RuleRefusedException circle(RuleNode reference, String path) {
        return reference.refuse("expected correlations that do not refer to each other in a circle, found " + path);
    }

    private void checkAliases(Entry entry) throws RuleRefusedException {
        RuleNode aliases = entry.draft.node().require("correlation", "").get("aliases");
        if (aliases == null || aliases.isNull()) {
            return;
        }
        for (RuleNode.Entry alias : aliases.entries()) {
            for (RuleNode.Entry field : alias.value().entries()) {
                if (!set.isKnown(field.name())) {
                    throw field.key().refuse("expected the name of one of the rules, found '" + field.name() + "'");
                }
            }
        }
    }

    private List<String> parts(Entry entry) {
        return set.rule(entry.id())
                .map(rule -> rule.correlation())
                .map(Correlation::rules)
                .orElse(List.of());
    }

    /**
     * What a match hands on.
     *
     * @param rule the rule or correlation that matched
     * @param base the rule whose event the fields are read from
     * @param below the correlations between the two, outermost first
     */
    private List<Feed> feeds(String rule, String base, List<Entry> below) {
        List<Feed> feeds = new ArrayList<>();
        for (Entry entry : above.getOrDefault(rule, List.of())) {
            if (entry.draft.mode() != Mode.OFF) {
                List<Entry> path = new ArrayList<>(List.of(entry));
                path.addAll(below);
                feeds.add(new Feed(
                        entry.id(),
                        levels.getOrDefault(entry.id(), 1),
                        parts(entry).indexOf(rule),
                        Keys.ofFields(fields(entry.correlation.groupBy(), base, path)),
                        fields(entry.correlation.fields(), base, path),
                        feeds(entry.id(), base, path)));
            }
        }
        return feeds;
    }

    private List<FieldRef> fields(List<String> names, String base, List<Entry> path) {
        return names.stream().map(name -> field(name, base, path)).toList();
    }

    /** An alias may be said by the correlation that uses it, for the rule or for what lies between, or by one of these. */
    private FieldRef field(String name, String base, List<Entry> path) {
        List<String> called = new ArrayList<>(set.names(base));
        path.forEach(entry -> called.addAll(set.names(entry.id())));
        String own = path.stream()
                .map(entry -> entry.correlation.fieldOf(name, called))
                .filter(field -> field != null)
                .findFirst()
                .orElse(name);
        return FieldCatalogue.builtIn().resolve(own);
    }
}
