package io.cordon.contain;

import io.cordon.engine.response.DeskStore;
import io.cordon.engine.response.Shelf;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** Keeps what containment remembers in the state of the tenant at hand. */
final class FlinkDeskStore implements DeskStore {
    private final Shelf<Given> given;
    private final Shelf<Waiting> waiting;
    private final Shelf<Lease> leases;
    private final Shelf<Spent> spent;
    private final Shelf<Spread> spread;
    private final Shelf<Past> past;
    private final Shelf<Names> names;
    private final Shelf<Long> numbers;

    FlinkDeskStore(RuntimeContext context) {
        given = shelf(context, "given", TypeInformation.of(Given.class));
        waiting = shelf(context, "waiting", TypeInformation.of(Waiting.class));
        leases = shelf(context, "leases", TypeInformation.of(Lease.class));
        spent = shelf(context, "spent", TypeInformation.of(Spent.class));
        spread = shelf(context, "spread", TypeInformation.of(Spread.class));
        past = shelf(context, "past", TypeInformation.of(Past.class));
        names = shelf(context, "names", TypeInformation.of(Names.class));
        numbers = shelf(context, "numbers", Types.LONG);
    }

    private static <V> Shelf<V> shelf(RuntimeContext context, String name, TypeInformation<V> type) {
        return new Shelved<>(context.getMapState(new MapStateDescriptor<>(name, Types.STRING, type)));
    }

    @Override
    public Shelf<Given> given() {
        return given;
    }

    @Override
    public Shelf<Waiting> waiting() {
        return waiting;
    }

    @Override
    public Shelf<Lease> leases() {
        return leases;
    }

    @Override
    public Shelf<Spent> spent() {
        return spent;
    }

    @Override
    public Shelf<Spread> spread() {
        return spread;
    }

    @Override
    public Shelf<Past> past() {
        return past;
    }

    @Override
    public Shelf<Names> names() {
        return names;
    }

    @Override
    public Shelf<Long> numbers() {
        return numbers;
    }

    private record Shelved<V>(MapState<String, V> state) implements Shelf<V> {
        @Override
        public @Nullable V get(String key) {
            try {
                return state.get(key);
            } catch (Exception e) {
                throw new FlinkRuntimeException("cannot read what containment remembers", e);
            }
        }

        @Override
        public void put(String key, V value) {
            try {
                state.put(key, value);
            } catch (Exception e) {
                throw new FlinkRuntimeException("cannot write what containment remembers", e);
            }
        }

        @Override
        public void remove(String key) {
            try {
                state.remove(key);
            } catch (Exception e) {
                throw new FlinkRuntimeException("cannot remove what containment remembers", e);
            }
        }
    }
}
