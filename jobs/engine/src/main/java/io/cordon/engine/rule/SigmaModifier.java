package io.cordon.engine.rule;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sigma's modifiers that are understood, with what each may stand beside. */
enum SigmaModifier {
    ALL(Kind.ANY),
    NEQ(Kind.ANY),
    EXPAND(Kind.ANY),
    CASED(Kind.TEXT),
    CONTAINS(Kind.TEXT),
    STARTSWITH(Kind.TEXT),
    ENDSWITH(Kind.TEXT),
    WINDASH(Kind.TEXT),
    WIDE(Kind.TEXT),
    UTF16LE(Kind.TEXT),
    UTF16BE(Kind.TEXT),
    UTF16(Kind.TEXT),
    BASE64(Kind.TEXT),
    BASE64OFFSET(Kind.TEXT),
    RE(Kind.REGEX),
    I(Kind.REGEX),
    M(Kind.REGEX),
    S(Kind.REGEX),
    CIDR(Kind.NETWORK),
    EXISTS(Kind.PRESENCE),
    LT(Kind.NUMBER),
    LTE(Kind.NUMBER),
    GT(Kind.NUMBER),
    GTE(Kind.NUMBER),
    MINUTE(Kind.DATE),
    HOUR(Kind.DATE),
    DAY(Kind.DATE),
    WEEK(Kind.DATE),
    MONTH(Kind.DATE),
    YEAR(Kind.DATE),
    FIELDREF(Kind.FIELD);

    static final Set<SigmaModifier> PLACES = EnumSet.of(CONTAINS, STARTSWITH, ENDSWITH);
    static final Set<SigmaModifier> FLAGS = EnumSet.of(I, M, S);
    static final Set<SigmaModifier> WIDES = EnumSet.of(WIDE, UTF16LE, UTF16BE, UTF16);
    static final Set<SigmaModifier> BASES = EnumSet.of(BASE64, BASE64OFFSET);
    static final Set<SigmaModifier> ORDERS = EnumSet.of(LT, LTE, GT, GTE);
    static final Set<SigmaModifier> UNITS = EnumSet.of(MINUTE, HOUR, DAY, WEEK, MONTH, YEAR);

    private final Kind kind;

    SigmaModifier(Kind kind) {
        this.kind = kind;
    }

    /** What is asked of a value. */
    private enum Kind {
        ANY,
        TEXT,
        REGEX,
        NETWORK,
        PRESENCE,
        NUMBER,
        DATE,
        FIELD;

        boolean goesWith(Kind other) {
            return this == other
                    || (this == NUMBER && other == DATE)
                    || ((this == ANY || other == ANY) && this != PRESENCE && other != PRESENCE);
        }
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable SigmaModifier of(String word) {
        return Stream.of(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static String words(Set<SigmaModifier> some) {
        return some.stream().map(SigmaModifier::word).collect(Collectors.joining(", "));
    }

    /** Why this one may not follow those, or null. */
    @Nullable
    String conflict(Set<SigmaModifier> before) {
        if (before.contains(this)) {
            return "expected each modifier once";
        }
        if (FLAGS.contains(this) && !before.contains(RE)) {
            return "expected 're' before '" + word() + "'";
        }
        if (BASES.contains(this) && before.stream().anyMatch(BASES::contains)) {
            return "expected one of base64, base64offset";
        }
        if (WIDES.contains(this) && before.stream().anyMatch(one -> WIDES.contains(one) || BASES.contains(one))) {
            return "expected one of " + words(WIDES) + ", and before base64 or base64offset";
        }
        if (this == EXPAND && before.stream().anyMatch(BASES::contains)) {
            return "expected 'expand' before base64 or base64offset";
        }
        for (Set<SigmaModifier> one : List.of(PLACES, ORDERS, UNITS)) {
            if (one.contains(this) && before.stream().anyMatch(one::contains)) {
                return "expected one of " + words(one);
            }
        }
        for (SigmaModifier other : before) {
            if (!kind.goesWith(other.kind) && !fieldText(other) && !casedAnyway(other)) {
                return "expected no '" + word() + "' beside '" + other.word() + "'";
            }
        }
        return null;
    }

    /** An expression without {@code i} minds case by itself; {@code cased} may say so. */
    private boolean casedAnyway(SigmaModifier other) {
        SigmaModifier expression = this == CASED ? other : this;
        return (this == CASED || other == CASED) && (expression == RE || expression == M || expression == S);
    }

    /** Another field's text may be sought at a place and in its case. */
    private boolean fieldText(SigmaModifier other) {
        SigmaModifier text = this == FIELDREF ? other : this;
        return (this == FIELDREF || other == FIELDREF) && (PLACES.contains(text) || text == CASED);
    }
}
