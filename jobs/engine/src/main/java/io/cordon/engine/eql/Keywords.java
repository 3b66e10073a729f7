package io.cordon.engine.eql;

import java.util.Set;

/** Words that are no fields unless they stand in backquotes. */
final class Keywords {
    private static final Set<String> RESERVED = Set.of(
            "and",
            "or",
            "not",
            "in",
            "like",
            "regex",
            "true",
            "false",
            "null",
            "where",
            "by",
            "with",
            "until",
            "sequence",
            "join",
            "sample",
            "maxspan",
            "of");

    private Keywords() {}

    static boolean isReserved(String word) {
        return RESERVED.contains(word);
    }
}
