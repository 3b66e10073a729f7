package io.cordon.engine.indicator;

import io.cordon.engine.finding.Thing;
import io.cordon.engine.incident.Clue;
import io.cordon.engine.incident.Incident;
import io.cordon.engine.incident.Lead;
import io.cordon.engine.incident.Lines;
import io.cordon.engine.prevalence.Artefact;
import io.cordon.engine.prevalence.ArtefactKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Derives the indicators that a confirmed incident yields: things that the targets of its findings are, ran, wrote or contacted. */
public final class Derivation {
    /** Of more findings the first count: to look at pairs costs the square of them. */
    static final int MOST_FINDINGS = 200;

    private final IndicatorLimits limits;
    private final Spared spared;

    public Derivation(IndicatorLimits limits, Spared spared) {
        this.limits = limits;
        this.spared = spared;
    }

    /**
     * What an incident yields.
     *
     * @param refused why other things are no indicators, by what they are
     */
    public record Derived(List<Indicator> indicators, Map<String, String> refused) {
        public static final Derived NOTHING = new Derived(List.of(), Map.of());

        public Derived {
            indicators = List.copyOf(indicators);
            refused = Map.copyOf(refused);
        }
    }

    /**
     * Derives; the same of the same facts, in whatever order they came.
     *
     * @param clues of findings, by their ids; null where there is none
     * @param verdict a person's, where there is one
     */
    public Derived of(Incident incident, Function<String, @Nullable Clue> clues, Lines lines, Verdict verdict) {
        if (incident.state() != Incident.State.OPEN && incident.state() != Incident.State.ENDED) {
            return Derived.NOTHING;
        }
        List<Clue> inOrder = incident.findings().stream()
                .limit(MOST_FINDINGS)
                .map(clues)
                .filter(Objects::nonNull)
                .toList();
        Map<String, Indicator> found = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        for (Clue clue : Confirmation.of(inOrder, lines, verdict)) {
            Lead lead = Objects.requireNonNull(clue.lead());
            for (Artefact artefact : named(incident.tenant(), lead)) {
                String objection = spared.objection(artefact, lead, limits.tokens());
                if (objection.isEmpty()) {
                    found.putIfAbsent(artefact.key(), indicator(incident, artefact, clue, lead));
                } else {
                    refused.put(artefact.kind().word() + ' ' + artefact.value(), objection);
                }
            }
        }
        List<Indicator> all = found.values().stream().sorted(Indicator.ORDER).toList();
        int most = Math.min(limits.perIncident(), all.size());
        all.subList(most, all.size())
                .forEach(one -> refused.put(
                        one.artefact().kind().word() + ' ' + one.artefact().value(),
                        "the incident has yielded " + most));
        return new Derived(all.subList(0, most), refused);
    }

    private Indicator indicator(Incident incident, Artefact artefact, Clue clue, Lead lead) {
        long since = clue.fact().time();
        return new Indicator(
                Indicator.id(incident.id(), artefact),
                artefact,
                incident.id(),
                clue.id(),
                lead.rule(),
                lead.events().isEmpty() ? "" : lead.events().get(lead.events().size() - 1),
                incident.endpoints(),
                since,
                since + limits.life());
    }

    /** The things on the causal path: the target's image and command line, and what it did itself. */
    private static List<Artefact> named(String tenant, Lead lead) {
        List<Artefact> named = new ArrayList<>();
        add(named, tenant, ArtefactKind.IMAGE, lead.thing(Thing.SHA256));
        add(named, tenant, ArtefactKind.IMAGE, lead.thing(Thing.WRITTEN_SHA256));
        add(named, tenant, ArtefactKind.PROCESS_TREE, lead.thing(Thing.TREE));
        add(named, tenant, ArtefactKind.SCRIPT, lead.thing(Thing.SCRIPT));
        add(named, tenant, ArtefactKind.COMMAND_LINE, lead.shape());
        add(named, tenant, ArtefactKind.DESTINATION, lead.thing(Thing.CONTACTED));
        return named;
    }

    private static void add(List<Artefact> to, String tenant, ArtefactKind kind, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            to.add(new Artefact(tenant, kind, value));
        }
    }
}
