package io.cordon.contain;

import io.cordon.schemas.Purpose;
import io.cordon.wire.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
    /** Until when the state knows all that went out. */
    private final long known;

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

    /**
     * Reads what lies in the topics.
     *
     * @param isOwn whether a tenant is this task's; who else's commands another task takes up
     */
    ReadBack(Beforehand beforehand, Predicate<String> isOwn, FunctionInitializationContext context) throws Exception {
        checkpointed = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("checkpointed", Types.LONG));
        long oldest = Long.MAX_VALUE;
        for (long one : checkpointed.get()) {
            oldest = Math.min(oldest, one);
        }
        boolean isAnyKnown = oldest != Long.MAX_VALUE;
        known = isAnyKnown ? oldest : Long.MIN_VALUE;
        long from = isAnyKnown ? known - MARGIN : System.currentTimeMillis() - WITHOUT_CHECKPOINT;
        // A word on orders comes once, by its topic: told again at each start, it might be taken before what is out is
        // known.
        beforehand.control().stream()
                .map(Beforehand.Appended::envelope)
                .filter(one -> isOwn.test(one.getTenant()))
                .filter(one -> !one.getPurpose().equals(Purpose.APPROVAL.text()))
                .forEach(one -> tenants(one).control().add(one));
        beforehand.commands(from).stream()
                .filter(one -> isOwn.test(one.envelope().getTenant()))
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

    /** One time a task: each is given those of all, so that what is kept of them would multiply with each restore. */
    void snapshot(long atMillis) throws Exception {
        // What was read again for the margin's sake is no reason to begin still earlier.
        long untold = Math.max(known, oldestUntold());
        checkpointed.update(List.of(Math.max(atMillis - WITHOUT_CHECKPOINT, Math.min(atMillis, untold))));
    }

    /** A tenant that did not come up yet has its commands read again from where they were. */
    private long oldestUntold() {
        return byTenant.values().stream()
                .flatMap(tenant -> tenant.commands().stream())
                .mapToLong(Beforehand.Appended::atMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
