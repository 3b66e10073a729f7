package io.cordon.agent;

import io.cordon.schemas.OrderTarget;
import java.io.IOException;
import java.util.Optional;

/** What an operating system starts by itself, of one kind: its services, its tasks, its registry values, its WMI subscriptions. */
public interface Inventory {
    /**
     * All that is needed to write it anew, or empty where there is nothing of that name.
     *
     * @throws IOException where the operating system fails
     */
    Optional<String> read(OrderTarget target) throws IOException;

    /**
     * Deletes what is there; what was read of it is on disk by then.
     *
     * @throws IOException where the operating system fails
     */
    void delete(OrderTarget target) throws IOException;

    /**
     * Writes it as it was, where nothing is.
     *
     * @param read what was read of it before it was deleted
     * @throws IOException where the operating system fails
     */
    void write(OrderTarget target, String read) throws IOException;
}
