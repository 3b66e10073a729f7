package io.cordon.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an agent with a hook does about an act before it happens. */
public enum HookMode {
    /** It is held. */
    BLOCK,
    /** It is held, and its user may go on nevertheless, for a day. */
    WARN,
    /** It goes on, and is told of. */
    AUDIT;

    /** As an order writes it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HookMode> of(String written) {
        return Arrays.stream(values())
                .filter(mode -> mode.written().equals(written))
                .findFirst();
    }
}
