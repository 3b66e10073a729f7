package io.cordon.engine.eql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions of all dialects, with what they take and give. */
public enum Function {
    ADD("add", Type.NUMBER, 2, 2, Type.NUMBER),
    ARRAY_CONTAINS("arrayContains", Feature.ARRAY_FUNCTIONS, Type.BOOLEAN, 2, 255, Type.ANY),
    ARRAY_COUNT("arrayCount", Feature.ARRAY_FUNCTIONS, Type.NUMBER, 3, 3, Type.ANY),
    ARRAY_SEARCH("arraySearch", Feature.ARRAY_FUNCTIONS, Type.BOOLEAN, 3, 3, Type.ANY),
    BETWEEN("between", Type.STRING, 3, 4, Type.STRING, Type.STRING, Type.STRING, Type.BOOLEAN),
    CIDR_MATCH("cidrMatch", Type.BOOLEAN, 2, 255, Type.STRING),
    CONCAT("concat", Type.STRING, 1, 255, Type.ANY),
    DIVIDE("divide", Type.NUMBER, 2, 2, Type.NUMBER),
    ENDS_WITH("endsWith", Type.BOOLEAN, 2, 2, Type.STRING),
    INDEX_OF("indexOf", Type.NUMBER, 2, 3, Type.STRING, Type.STRING, Type.NUMBER),
    LENGTH("length", Type.NUMBER, 1, 1, Type.STRING),
    MATCH("match", Feature.WILDCARD_FUNCTIONS, Type.BOOLEAN, 2, 255, Type.STRING),
    MATCH_LITE("matchLite", Feature.WILDCARD_FUNCTIONS, Type.BOOLEAN, 2, 255, Type.STRING),
    MODULO("modulo", Type.NUMBER, 2, 2, Type.NUMBER),
    MULTIPLY("multiply", Type.NUMBER, 2, 2, Type.NUMBER),
    NUMBER("number", Type.NUMBER, 1, 2, Type.STRING, Type.NUMBER),
    SAFE("safe", Feature.WILDCARD_FUNCTIONS, Type.ANY, 1, 1, Type.ANY),
    STARTS_WITH("startsWith", Type.BOOLEAN, 2, 2, Type.STRING),
    STRING("string", Type.STRING, 1, 1, Type.ANY),
    STRING_CONTAINS("stringContains", Type.BOOLEAN, 2, 2, Type.STRING),
    SUBSTRING("substring", Type.STRING, 2, 3, Type.STRING, Type.NUMBER, Type.NUMBER),
    SUBTRACT("subtract", Type.NUMBER, 2, 2, Type.NUMBER),
    WILDCARD("wildcard", Feature.WILDCARD_FUNCTIONS, Type.BOOLEAN, 2, 255, Type.STRING);

    private final String text;
    private final @Nullable Feature feature;
    private final Type gives;
    private final int least;
    private final int most;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Type> takes;

    Function(String text, Type gives, int least, int most, Type... takes) {
        this(text, null, gives, least, most, takes);
    }

    Function(String text, @Nullable Feature feature, Type gives, int least, int most, Type... takes) {
        this.text = text;
        this.feature = feature;
        this.gives = gives;
        this.least = least;
        this.most = most;
        this.takes = List.of(takes);
    }

    /** The function that a name means in a dialect; the endpoint's array functions have a low line in front. */
    static Optional<Function> of(String name, Dialect dialect) {
        boolean anySpelling = dialect.has(Feature.ANY_SPELLING);
        String bare = anySpelling && name.startsWith("_") ? name.substring(1) : name;
        return Arrays.stream(values())
                .filter(one -> anySpelling ? one.text.equalsIgnoreCase(bare) : one.text.equals(bare))
                .findFirst();
    }

    /** The function that is written so but for its case. */
    static Optional<Function> like(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(one -> one.text.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst();
    }

    String text() {
        return text;
    }

    /** What a dialect needs to have it, or null where all have. */
    @Nullable
    Feature feature() {
        return feature;
    }

    Type gives() {
        return gives;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    /** What an argument has to be. */
    Type takes(int argument) {
        return takes.get(Math.min(argument, takes.size() - 1));
    }

    /** Whether its second argument names a variable that the third one is about. */
    boolean binds() {
        return this == ARRAY_SEARCH || this == ARRAY_COUNT;
    }
}
