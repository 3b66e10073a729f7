package io.cordon.state;

import io.cordon.engine.indicator.Recalled;
import io.cordon.engine.prevalence.SightedHour;
import io.cordon.engine.rarity.OpenAsk;
import io.cordon.engine.rarity.RarityStore;
import io.cordon.engine.tree.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What is known of the current key's artefact: an entry for each hour in which it was seen, and one for each match that asks about it. */
public final class FlinkRarityStore implements RarityStore {
    private final MapState<Long, SightedHour> hours;
    private final MapState<String, OpenAsk> asks;
    private final StateTable<Recalled> recalled;

    public FlinkRarityStore(RuntimeContext context) {
        hours = context.getMapState(
                new MapStateDescriptor<>("sighted-hours", LongSerializer.INSTANCE, SightedHourSerializer.INSTANCE));
        asks = context.getMapState(
                new MapStateDescriptor<>("open-asks", StringSerializer.INSTANCE, OpenAskSerializer.INSTANCE));
        recalled = new StateTable<>(context.getMapState(
                new MapStateDescriptor<>("recalled", StringSerializer.INSTANCE, RecalledSerializer.INSTANCE)));
    }

    /** The indicators that are met by the artefact. */
    public Table<String, Recalled> recalled() {
        return recalled;
    }

    @Override
    public @Nullable SightedHour hour(long hour) {
        return CachedTable.checked(() -> hours.get(hour));
    }

    @Override
    public void put(long hour, SightedHour sighted) {
        CachedTable.checked(() -> {
            hours.put(hour, sighted);
            return null;
        });
    }

    @Override
    public void remove(long hour) {
        CachedTable.checked(() -> {
            hours.remove(hour);
            return null;
        });
    }

    @Override
    public Collection<Long> hours() {
        return listed(CachedTable.checked(() -> hours.keys()));
    }

    @Override
    public @Nullable OpenAsk ask(String name) {
        return CachedTable.checked(() -> asks.get(name));
    }

    @Override
    public void put(String name, OpenAsk ask) {
        CachedTable.checked(() -> {
            asks.put(name, ask);
            return null;
        });
    }

    @Override
    public void removeAsk(String name) {
        CachedTable.checked(() -> {
            asks.remove(name);
            return null;
        });
    }

    @Override
    public Collection<String> asks() {
        return listed(CachedTable.checked(() -> asks.keys()));
    }

    private static <T> List<T> listed(@Nullable Iterable<T> keys) {
        List<T> listed = new ArrayList<>();
        Objects.requireNonNull(keys, "Flink's map states have keys").forEach(listed::add);
        return listed;
    }
}
