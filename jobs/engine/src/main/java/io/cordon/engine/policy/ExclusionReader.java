package io.cordon.engine.policy;

import io.cordon.engine.policy.Exclusion.Kind;
import io.cordon.engine.rule.RuleNode;
import io.cordon.engine.rule.RuleRefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a policy spares. */
final class ExclusionReader {
    private static final List<String> KEYS =
            List.of("rule", "path", "command-line", "signer", "hash", "user", "endpoint", "owner", "reason", "expires");
    private static final int FEWEST_LITERALS = 3;

    private final Sheet sheet;

    ExclusionReader(Sheet sheet) {
        this.sheet = sheet;
    }

    /** The exclusions of a mapping; of a statement about rules they are about these. */
    List<Exclusion> of(RuleNode of, Set<String> rules) {
        return sheet.items(of, "exclusions", node -> exclusion(node, rules));
    }

    private Exclusion exclusion(RuleNode node, Set<String> rules) {
        sheet.known(node, KEYS);
        Map<Kind, Glob> what = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Glob glob = sheet.getOrNull(node, Sheet.written(kind), one -> glob(kind, one));
            if (glob != null) {
                what.put(kind, glob);
            }
        }
        if (what.isEmpty()) {
            sheet.refuse(node, "expected what is spared: path, command-line, signer, hash, user or endpoint");
        }
        Set<String> named = sheet.texts(node, "rule");
        return new Exclusion(
                named.isEmpty() ? rules : named,
                what,
                sheet.require(node, "owner", "who answers for it", Sheet::text, ""),
                sheet.require(node, "reason", "why it is there", Sheet::text, ""),
                sheet.require(node, "expires", "a day, such as 2027-01-31", ExclusionReader::moment, Long.MIN_VALUE),
                Sheet.line(node));
    }

    private static Glob glob(Kind kind, RuleNode node) throws RuleRefusedException {
        String text = Sheet.text(node);
        Glob glob = kind == Kind.PATH ? Glob.path(text) : Glob.text(text);
        if (glob.literals() < FEWEST_LITERALS) {
            throw node.refuse("expected more than wildcards: this spares everything");
        }
        return glob;
    }

    /** A day's beginning in UTC, or a moment; in µs since 1970. */
    private static long moment(RuleNode node) throws RuleRefusedException {
        String text = Sheet.text(node);
        try {
            Instant instant = text.length() == "2027-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(text);
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (DateTimeException | ArithmeticException e) {
            throw node.refuse("expected a day or a moment, such as 2027-01-31 or 2027-01-31T12:00:00Z");
        }
    }
}
