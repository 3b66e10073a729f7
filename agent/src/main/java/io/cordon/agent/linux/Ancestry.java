package io.cordon.agent.linux;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who created whom, also over processes that have ended: the kernel gives an orphan to somebody else, its creator stays its parent
 * here. A process that has ended is forgotten when its last child is. Thread-safe.
 */
final class Ancestry {
    private final Map<String, Entry> entries = new HashMap<>();

    private static final class Entry {
        private final @Nullable String parent;
        private int children;
        private boolean ended;

        Entry(@Nullable String parent) {
            this.parent = parent;
        }
    }

    /** A process was created; one that is known already stays as it is known. */
    synchronized void created(String entity, Optional<String> parent) {
        if (entries.containsKey(entity)) {
            return;
        }
        Entry above = parent.map(entries::get).orElse(null);
        entries.put(entity, new Entry(above == null ? null : parent.orElseThrow()));
        if (above != null) {
            above.children++;
        }
    }

    synchronized void ended(String entity) {
        Entry entry = entries.get(entity);
        if (entry != null) {
            entry.ended = true;
            forget(entity, entry);
        }
    }

    private void forget(String entity, Entry entry) {
        String at = entity;
        Entry one = entry;
        while (one != null && one.ended && one.children == 0) {
            entries.remove(at);
            at = one.parent;
            one = at == null ? null : entries.get(at);
            if (one != null) {
                one.children--;
            }
        }
    }

    synchronized Optional<String> parent(String entity) {
        Entry entry = entries.get(entity);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.parent);
    }

    /** The ancestors that are known, the parent first. */
    synchronized List<String> of(String entity) {
        List<String> ancestors = new ArrayList<>();
        for (Optional<String> at = parent(entity); at.isPresent(); at = parent(at.get())) {
            ancestors.add(at.get());
        }
        return ancestors;
    }

    synchronized int size() {
        return entries.size();
    }
}
