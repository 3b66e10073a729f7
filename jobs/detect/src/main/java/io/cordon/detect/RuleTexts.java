package io.cordon.detect;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Rules' texts as they were read, by rule and hash, as long as a set names them or one to come may. */
final class RuleTexts {
    /** How long before a set its rules are told: whoever pushes tells all of them anew, and then the set. */
    private static final long PUSH =
            TimeUnit.MILLISECONDS.toMicros(Duration.ofHours(1).toMillis());

    private final Map<String, KeptRecord> texts = new HashMap<>();

    /** Takes one in; of one that is told again, when it was last. */
    void take(String key, KeptRecord record) {
        texts.merge(key, record, (known, again) -> again.append() > known.append() ? again : known);
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    byte[] of(String key) {
        KeptRecord record = texts.get(key);
        if (record == null) {
            throw new IllegalStateException("a set is loaded only when it is whole");
        }
        return record.value();
    }

    Stream<KeptRecord> records() {
        return texts.values().stream();
    }

    /**
     * Forgets what no set needs any more.
     *
     * @param append when the set was appended that came into force, in µs
     * @param named what the sets name
     */
    void forget(long append, Set<String> named) {
        texts.entrySet()
                .removeIf(text ->
                        !named.contains(text.getKey()) && text.getValue().append() < append - PUSH);
    }
}
