package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps accounts from logging in, each for as long as a lease holds it. */
public final class Accounts implements Actuator {
    private static final String ACCOUNT = "account";

    private final AccountTable table;
    private final Predicate<String> untouched;
    private final Map<String, String> held = new HashMap<>(); // accounts by lease: each holds by itself

    /**
     * Accounts of a host.
     *
     * @param untouched whether an account is never held, whatever is ordered: the system's, those that one breaks glass for, and
     *     the one that the agent runs under
     */
    public Accounts(AccountTable table, Predicate<String> untouched) {
        this.table = table;
        this.untouched = untouched;
    }

    @Override
    public Set<Verb> verbs() {
        return Set.of(Verb.CONTAIN_USER);
    }

    @Override
    public Result perform(Order order, boolean again) throws IOException {
        Optional<String> account = table.find((OrderTarget.User) order.target());
        if (account.isEmpty()) {
            return Result.notFound("there is no " + order.target().key());
        }
        if (untouched.test(account.get())) {
            return Result.isProtected(account.get() + " is protected");
        }
        table.hold(account.get());
        held.put(order.lease(), account.get());
        return Result.contained("held", Map.of(ACCOUNT, account.get()));
    }

    /** The account that was held, whoever has its name by now. */
    @Override
    public void restore(Lease lease) throws IOException {
        String account = lease.state().get(ACCOUNT);
        if (account != null) {
            held.put(lease.id(), account);
            table.hold(account);
        }
    }

    @Override
    public Result end(Lease lease) throws IOException {
        String known = lease.state().get(ACCOUNT);
        Optional<String> account = known != null
                ? Optional.of(known)
                : table.find(
                        (OrderTarget.User) lease.order().target()); // the agent ended before it could write it down
        if (account.isEmpty()) {
            return Result.released("there is no such account any more");
        }
        boolean isHeld = held.entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(lease.id()) && other.getValue().equals(account.get()));
        if (!isHeld) {
            table.letGo(account.get());
        }
        held.remove(lease.id());
        return Result.released(isHeld ? "another lease holds it" : "let go");
    }
}
