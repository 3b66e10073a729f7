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
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a policy spares. */
final class ExclusionReader {
    private static final List<String> KEYS = List.of(
            "rule",
            "block-mode",
            "path",
            "command-line",
            "signer",
            "hash",
            "user",
            "endpoint",
            "owner",
            "reason",
            "expires");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int FEWEST_LITERALS = 3;

    private final Sheet sheet;

    ExclusionReader(Sheet sheet) {
        this.sheet = sheet;
    }

    /** The exclusions of a mapping; those of a statement spare nothing but what the statement is about. */
    List<Exclusion> of(RuleNode of, Selector about) {
        return sheet.items(of, "exclusions", node -> exclusion(node, about));
    }

    private Exclusion exclusion(RuleNode node, Selector about) {
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
        Optional<Selector> of = about.of(sheet.texts(node, "rule"));
        if (of.isEmpty()) {
            sheet.refuse(node, "expected rules that the statement is about");
        }
        return new Exclusion(
                of.orElse(about),
                sheet.get(node, "block-mode", ExclusionReader::isOnly, false),
                what,
                sheet.require(node, "owner", "who answers for it", Sheet::text, ""),
                sheet.require(node, "reason", "why it is there", Sheet::text, ""),
                sheet.require(node, "expires", "a day, such as 2027-01-31", ExclusionReader::moment, Long.MIN_VALUE),
                Sheet.line(node));
    }

    private static boolean isOnly(RuleNode node) throws RuleRefusedException {
        if (!node.text().equals("only")) {
            throw node.refuse("expected only: what is spared where block mode acts and nowhere else");
        }
        return true;
    }

    private static Glob glob(Kind kind, RuleNode node) throws RuleRefusedException {
        String text = Sheet.text(node);
        if (kind == Kind.HASH && !SHA256.matcher(text).matches()) {
            throw node.refuse("expected a SHA-256 in hex, 64 digits: no other hash is known of what is found");
        }
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
