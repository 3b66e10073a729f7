package io.cordon.contain;

import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * What a task that begins anew has read beforehand, until the tenant that it is of comes up: what people said, and the commands that
 * went out and that the state may not know. Those are the ones since the checkpoint that the state is of; without one, all that an
 * agent could still obey or a brake still counts.
 */
final class ReadBack {
    /** What is on its way while a checkpoint is taken may be appended a little before its time, by another clock. */
    private static final long MARGIN = Duration.ofMinutes(2).toMillis();

    private static final long WITHOUT_CHECKPOINT = Duration.ofHours(25).toMillis();

    private final ListState<Long> checkpointed;
    private final Map<String, Tenants> byTenant = new HashMap<>();

    /**
     * A tenant's, in the order in which they were appended.
     *
     * @param control envelopes that nobody has verified yet, like the commands
     */
    record Tenants(List<Command> control, List<Beforehand.Appended> commands) {
        private static final Tenants NOTHING = new Tenants(List.of(), List.of());

        private static Tenants empty() {
            return new Tenants(new ArrayList<>(), new ArrayList<>());
        }
    }

    ReadBack(Beforehand beforehand, FunctionInitializationContext context) throws Exception {
        checkpointed = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("checkpointed", Types.LONG));
        long from = System.currentTimeMillis() - WITHOUT_CHECKPOINT;
        if (context.isRestored()) {
            long oldest = Long.MAX_VALUE;
            for (long one : checkpointed.get()) {
                oldest = Math.min(oldest, one);
            }
            from = oldest == Long.MAX_VALUE ? from : oldest - MARGIN;
        }
        // A word on what waits comes once, by its topic: told again at each start, it might be taken before what is out
        // is known.
        beforehand.control().stream()
                .map(Beforehand.Appended::envelope)
                .filter(envelope -> !envelope.getPurpose().equals(Purpose.APPROVAL.text()))
                .forEach(envelope -> tenants(envelope).control().add(envelope));
        beforehand
                .commands(from)
                .forEach(one -> tenants(one.envelope()).commands().add(one));
    }

    private Tenants tenants(Command envelope) {
        return byTenant.computeIfAbsent(envelope.getTenant(), tenant -> Tenants.empty());
    }

    /** What was read of a tenant; it is told once. */
    Tenants of(String tenant) {
        Tenants read = byTenant.remove(tenant);
        return read == null ? Tenants.NOTHING : read;
    }

    void snapshot(long atMillis) throws Exception {
        // A tenant that did not come up yet has its commands read again from where they were.
        if (byTenant.isEmpty()) {
            checkpointed.update(List.of(atMillis));
        }
    }
}
