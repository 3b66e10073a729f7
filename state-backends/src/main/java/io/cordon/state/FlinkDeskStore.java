package io.cordon.state;

import io.cordon.engine.response.DeskStore;
import io.cordon.engine.response.Grounds;
import io.cordon.engine.tree.Table;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** What containment remembers, in the state of the tenant that Flink is at. */
public final class FlinkDeskStore {
    private FlinkDeskStore() {}

    public static DeskStore of(RuntimeContext context) {
        return new DeskStore(
                table(context, "given", TypeInformation.of(DeskStore.Given.class)),
                table(context, "waiting", TypeInformation.of(DeskStore.Waiting.class)),
                table(context, "leases", TypeInformation.of(DeskStore.Lease.class)),
                table(context, "spent", TypeInformation.of(DeskStore.Spent.class)),
                table(context, "spread", TypeInformation.of(DeskStore.Spread.class)),
                table(context, "past", TypeInformation.of(DeskStore.Past.class)),
                table(context, "unanswered", TypeInformation.of(DeskStore.Unanswered.class)),
                table(context, "grounds", TypeInformation.of(Grounds.class)),
                table(context, "agents", TypeInformation.of(DeskStore.Announced.class)),
                table(context, "denials", TypeInformation.of(DeskStore.Denial.class)),
                table(context, "names", TypeInformation.of(DeskStore.Names.class)),
                table(context, "numbers", Types.LONG));
    }

    private static <V> Table<String, V> table(RuntimeContext context, String name, TypeInformation<V> type) {
        return new StateTable<>(context.getMapState(new MapStateDescriptor<>(name, Types.STRING, type)));
    }
}
