package io.cordon.engine.eql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pipes of all dialects, with what they take. */
enum PipeName {
    HEAD,
    TAIL,
    SORT,
    UNIQUE,
    UNIQUE_COUNT,
    COUNT,
    FILTER;

    private static final int MOST = 1_000_000_000;

    static PipeName of(Token token) throws QueryRefusedException {
        for (PipeName name : values()) {
            if (token.is(name.text())) {
                return name;
            }
        }
        throw token.refuse("expected a pipe, one of "
                + Arrays.stream(values()).map(PipeName::text).collect(Collectors.joining(", ")));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a dialect needs to have it, or null where all have. */
    @Nullable
    Feature feature() {
        return this == HEAD || this == TAIL ? null : Feature.PLAIN_PIPES;
    }

    void check(Token name, List<Expression> arguments) throws QueryRefusedException {
        switch (this) {
            case HEAD, TAIL -> {
                boolean isCount = arguments.size() == 1
                        && arguments.get(0) instanceof Expression.Numeral number
                        && number.value().stripTrailingZeros().scale() <= 0
                        && number.value().signum() > 0
                        && number.value().intValue() <= MOST;
                if (!isCount) {
                    throw name.refuse("expected a whole number above 0 behind this pipe");
                }
            }
            case FILTER -> {
                if (arguments.size() != 1) {
                    throw name.refuse("expected one condition behind this pipe");
                }
                Type.BOOLEAN.require(arguments.get(0));
            }
            case SORT, UNIQUE, UNIQUE_COUNT -> {
                if (arguments.isEmpty()) {
                    throw name.refuse("expected fields behind this pipe");
                }
            }
            case COUNT -> {}
        }
    }
}
