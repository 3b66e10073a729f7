package io.cordon.engine.event;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An event's fields by name, in one array.
 *
 * <p>Rules ask an event for many fields that it lacks. A hash map follows pointers through three objects before it knows; here each
 * name sets one of 64 bits, which mostly tell without a look at memory that a name is not there, and a name that is there stands with
 * its text in one line of the cache.
 */
final class PackedFields extends AbstractMap<String, String> {
    static final PackedFields NONE = new PackedFields(Map.of());

    /** Of each place a name and its text, or nulls; half of the places at least are free. */
    private final @Nullable String[] places;

    private final int size;
    private long names;

    private PackedFields(Map<String, String> fields) {
        size = fields.size();
        places = new String[2 * Integer.highestOneBit(Math.max(1, 4 * size))];
        fields.forEach(this::pack);
    }

    static PackedFields of(Map<String, String> fields) {
        return fields instanceof PackedFields packed ? packed : fields.isEmpty() ? NONE : new PackedFields(fields);
    }

    private void pack(String name, String text) {
        int place = place(name);
        places[place] = name;
        places[place + 1] = text;
        names |= bit(name);
    }

    /** Where the name stands, or would. */
    private int place(String name) {
        int last = places.length - 2;
        int place = 2 * mixed(name) & last;
        for (String there = places[place]; there != null && !there.equals(name); there = places[place]) {
            place = place + 2 & last;
        }
        return place;
    }

    private static int mixed(String name) {
        int hash = name.hashCode() * 0x9e3779b9;
        return hash ^ hash >>> 16;
    }

    private static long bit(String name) {
        return 1L << (mixed(name) >>> 26);
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return name instanceof String text ? find(text) : null;
    }

    @Nullable
    String find(String name) {
        return (names & bit(name)) == 0 ? null : places[place(name) + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int place = 0; place < places.length; place += 2) {
            String name = places[place];
            String text = places[place + 1];
            if (name != null && text != null) {
                action.accept(name, text);
            }
        }
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        List<Entry<String, String>> entries = new ArrayList<>(size);
        forEach((name, text) -> entries.add(Map.entry(name, text)));
        return Set.copyOf(entries);
    }
}
