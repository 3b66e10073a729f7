package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Deletes what starts programs by itself, and gives it back: what it was is on disk before it goes, and comes back by a {@code
 * restore} of the same target.
 */
public final class Deletions implements Actuator {
    private final Map<Verb, Inventory> inventories = new EnumMap<>(Verb.class);
    private final KeptThings kept;
    private final Predicate<OrderTarget> untouched;

    /**
     * Deletions whose things are kept in a folder, which is made if it is not there.
     *
     * @param inventories by the verb that deletes from it
     * @param untouched whether a thing is never deleted, whatever is ordered: the agent's own service is one
     */
    public Deletions(Path folder, Map<Verb, Inventory> inventories, Predicate<OrderTarget> untouched) {
        this.kept = new KeptThings(folder);
        this.untouched = untouched;
        inventories.forEach((verb, inventory) -> {
            this.inventories.put(verb, inventory);
            this.inventories.put(verb.givenBackBy().orElseThrow(), inventory);
        });
    }

    @Override
    public Set<Verb> verbs() {
        return inventories.isEmpty() ? Set.of() : EnumSet.copyOf(inventories.keySet());
    }

    @Override
    public Result perform(Order order, boolean again) throws IOException {
        OrderTarget target = order.target();
        Inventory inventory = inventories.get(order.verb());
        if (inventory == null) {
            throw new IllegalArgumentException("there is no inventory for " + order.verb());
        }
        if (untouched.test(target)) {
            return Result.isProtected(target.key() + " is protected");
        }
        Optional<String> there = inventory.read(target);
        return order.verb().isContaining()
                ? delete(inventory, target, there, again)
                : giveBack(inventory, target, there);
    }

    private Result delete(Inventory inventory, OrderTarget target, Optional<String> there, boolean again)
            throws IOException {
        if (there.isEmpty()) {
            return again && kept.last(target.key()).isPresent()
                    ? Result.contained("deleted before the agent was started anew", Map.of())
                    : Result.notFound("there is no " + target.key());
        }
        kept.keep(target.key(), there.get());
        inventory.delete(target);
        return Result.contained("deleted", Map.of("kept", target.key()));
    }

    private Result giveBack(Inventory inventory, OrderTarget target, Optional<String> there) throws IOException {
        Optional<String> last = kept.last(target.key());
        if (last.isEmpty()) {
            return there.isPresent()
                    ? Result.released("it is there")
                    : Result.notFound(target.key() + " was not deleted");
        }
        if (there.isPresent() && !there.equals(last)) {
            return Result.failed("another " + target.key() + " is there by now");
        }
        if (there.isEmpty()) {
            inventory.write(target, last.get());
        }
        kept.forgetLast(target.key());
        return Result.released("restored");
    }

    @Override
    public Result end(Lease lease) {
        return Result.released("a deletion is undone by an order");
    }
}
