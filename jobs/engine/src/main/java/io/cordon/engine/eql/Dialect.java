package io.cordon.engine.eql;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose EQL a query is written in. */
public enum Dialect {
    /** Elasticsearch's EQL search. */
    ELASTICSEARCH,
    /** Elastic Defend's, on endpoints. */
    ENDPOINT,
    /** Endgame's, as its Python engine reads it. */
    ENDGAME,
    /** All of them; where they mean different things by the same text, Elasticsearch's meaning. */
    CORDON;

    /** The name by which rules and commands say it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dialect> of(String text) {
        return Stream.of(values())
                .filter(dialect -> dialect.text().equals(text))
                .findFirst();
    }

    /** Whether {@code ==} and functions take upper and lower case for the same. */
    boolean foldsCase() {
        return this == ENDGAME;
    }

    boolean has(Feature feature) {
        return feature.dialects().contains(this);
    }

    /** Refuses a construct that the dialect does not have. */
    void require(Feature feature, Position at) throws QueryRefusedException {
        if (!has(feature)) {
            throw new QueryRefusedException(
                    at,
                    "expected EQL of the dialect " + text() + ", which has no " + feature.text() + " ("
                            + feature.where() + " has)");
        }
    }
}
