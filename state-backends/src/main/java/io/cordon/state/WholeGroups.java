package io.cordon.state;

import io.cordon.engine.correlate.Group;
import io.cordon.engine.correlate.Place;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/** The groups of correlations, a value each. */
public final class WholeGroups implements GroupStore<Group> {
    private final ValueState<Group> state;

    public WholeGroups(RuntimeContext context) {
        state = context.getState(new ValueStateDescriptor<>("group", GroupSerializer.INSTANCE));
    }

    @Override
    public @Nullable Group get(String key) {
        return CachedTable.checked(state::value);
    }

    @Override
    public Group begin(Place place) {
        return new Group(place);
    }

    @Override
    public void put(String key, Group group) {
        CachedTable.checked(() -> {
            state.update(group);
            return null;
        });
    }

    @Override
    public void clear(String key) {
        state.clear();
    }
}
