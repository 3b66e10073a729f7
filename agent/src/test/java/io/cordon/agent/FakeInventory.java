package io.cordon.agent;

import io.cordon.schemas.OrderTarget;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Things that exist in a test only. */
public final class FakeInventory implements Inventory {
    public final Map<String, String> things = new HashMap<>();

    /** Throws when asked to delete, as if the agent were killed after it did. */
    public boolean isKilled;

    @Override
    public Optional<String> read(OrderTarget target) {
        return Optional.ofNullable(things.get(target.key()));
    }

    @Override
    public void delete(OrderTarget target) throws IOException {
        things.remove(target.key());
        if (isKilled) {
            throw new IOException("killed");
        }
    }

    @Override
    public void write(OrderTarget target, String read) {
        things.put(target.key(), read);
    }
}
