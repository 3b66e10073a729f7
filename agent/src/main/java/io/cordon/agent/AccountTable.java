package io.cordon.agent;

import io.cordon.schemas.OrderTarget;
import java.io.IOException;
import java.util.Optional;

/** The accounts that may log in to this host. */
public interface AccountTable {
    /**
     * Whom an order means, as the operating system knows the account whatever it is called, or empty where it knows none.
     *
     * @throws IOException where the operating system fails
     */
    Optional<String> find(OrderTarget.User user) throws IOException;

    /**
     * Keeps an account from logging in, and ends its sessions; once more does no more.
     *
     * <p>It is a hold of the agent's own: whom an administrator has locked out stays so when this hold ends.
     *
     * @throws IOException where the operating system fails
     */
    void hold(String account) throws IOException;

    /**
     * Ends the agent's hold on an account; there may be none.
     *
     * @throws IOException where the operating system fails
     */
    void letGo(String account) throws IOException;
}
