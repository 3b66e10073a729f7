package io.cordon.engine.policy;

import io.cordon.engine.rule.RuleError;
import io.cordon.engine.rule.RuleNode;
import io.cordon.engine.rule.RuleRefusedException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the YAML of endpoints; every mistake is told with its place. */
public final class EndpointsReader {
    private static final List<String> KEYS =
            List.of("endpoint", "group", "role", "criticality", "antivirus", "block-mode", "automation", "addresses");
    /** Nobody else's antivirus. */
    private static final Set<String> OWN = Set.of("cordon", "none");

    private final Sheet sheet;

    /**
     * What was read.
     *
     * @param endpoints without what could not be read
     */
    public record Read(Endpoints endpoints, List<RuleError> errors) {}

    private EndpointsReader(String file) {
        this.sheet = new Sheet(file);
    }

    public static Read read(String file, String text) {
        EndpointsReader reader = new EndpointsReader(file);
        RuleNode document = reader.sheet.document(text);
        List<Endpoint> records = document == null ? List.of() : reader.records(document);
        return new Read(new Endpoints(records), reader.sheet.errors());
    }

    private List<Endpoint> records(RuleNode document) {
        sheet.known(document, List.of("endpoints"));
        List<Endpoint> records = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RuleNode node : sheet.items(document, "endpoints", one -> one)) {
            sheet.known(node, KEYS);
            for (String name :
                    sheet.require(node, "endpoint", "its id, or a pattern", EndpointsReader::names, Set.<String>of())) {
                if (!names.add(name.toLowerCase(Locale.ROOT))) {
                    sheet.refuse(node, "expected each endpoint once: '" + name + "' stands above");
                }
                records.add(endpoint(name, node));
            }
        }
        return records;
    }

    private static Set<String> names(RuleNode node) throws RuleRefusedException {
        Set<String> names = new LinkedHashSet<>();
        for (RuleNode item : node.itemsOrSelf()) {
            names.add(Sheet.text(item));
        }
        return names;
    }

    private Endpoint endpoint(String name, RuleNode node) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(sheet.items(node, "role", Sheet.choice(Role.class)));
        String antivirus = sheet.require(
                node, "antivirus", "the one that is primary there; cordon or none for no other", Sheet::text, "?");
        return new Endpoint(
                Glob.text(name),
                sheet.require(node, "group", "the group by which policies name it", Sheet::text, ""),
                roles,
                sheet.get(node, "criticality", Sheet.choice(Criticality.class), Criticality.MEDIUM),
                !OWN.contains(antivirus.toLowerCase(Locale.ROOT)),
                sheet.get(node, "block-mode", Sheet::flag, false),
                sheet.get(node, "automation", Sheet.choice(Automation.class), Automation.PROCESSES),
                sheet.items(node, "addresses", PolicyReader::network),
                true);
    }
}
