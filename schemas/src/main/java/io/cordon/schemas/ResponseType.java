package io.cordon.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which answers an order asks for, as OpenC2's {@code response_requested} names them. */
public enum ResponseType {
    /** None. */
    NONE,
    /** That it was received; nothing of what comes of it. */
    ACK,
    /** That it was received, and what came of it. */
    STATUS,
    /** What came of it: what holds where nothing is asked for. */
    COMPLETE;

    static Optional<ResponseType> of(String written) {
        return Arrays.stream(values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(written))
                .findFirst();
    }
}
