package io.cordon.agent;

import io.cordon.schemas.OrderTarget;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Accounts that exist in a test only; a SID and a name may mean the same. */
public final class FakeAccounts implements AccountTable {
    public final Set<String> known = new HashSet<>();
    public final Set<String> held = new HashSet<>();

    @Override
    public Optional<String> find(OrderTarget.User user) {
        return known.contains(user.name()) ? Optional.of(user.name()) : Optional.empty();
    }

    @Override
    public void hold(String account) {
        held.add(account);
    }

    @Override
    public void letGo(String account) {
        held.remove(account);
    }
}
