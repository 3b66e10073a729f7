package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account can't log in while a lease holds it. */
class AccountsTest {
    private final FakeAccounts table = new FakeAccounts();
    private final Accounts accounts = new Accounts(table, account -> account.equals("glass"));

    AccountsTest() {
        table.known.add("ann");
        table.known.add("glass");
    }

    @Test
    void anAccountIsHeldUntilTheLastLeaseOnItEnds() throws IOException {
        Lease first = contain("l1", "ann");
        Lease second = contain("l2", "ann");

        accounts.end(first);
        assertThat(table.held).containsExactly("ann");
        accounts.end(second);
        assertThat(table.held).isEmpty();
    }

    @Test
    void afterARestartAnAccountIsHeldWhoeverHasItsNameByNow() throws IOException {
        Lease first = contain("l1", "ann");
        Lease second = contain("l2", "ann");
        table.held.clear();
        table.known.clear();
        Accounts anew = new Accounts(table, account -> false);
        anew.restore(first);
        anew.restore(second);

        anew.end(first);
        assertThat(table.held).containsExactly("ann");
        anew.end(second);
        assertThat(table.held).isEmpty();
    }

    @Test
    void whatNobodyWroteDownEndsByTheOrdersName() throws IOException {
        Lease lease = contain("l1", "ann");

        new Accounts(table, account -> false).end(new Lease(lease.order(), Map.of()));

        assertThat(table.held).isEmpty();
    }

    @Test
    void whoIsNotKnownIsNotFoundAndWhoIsProtectedIsNotTouched() throws IOException {
        assertThat(accounts.perform(order("l1", "bob"), false).status()).isEqualTo(404);
        assertThat(accounts.perform(order("l1", "glass"), false).status()).isEqualTo(403);
        assertThat(table.held).isEmpty();
    }

    private Lease contain(String lease, String name) throws IOException {
        Order order = order(lease, name);
        return new Lease(order, accounts.perform(order, false).details());
    }

    private static Order order(String lease, String name) {
        Draft draft = Draft.of("acme", "ws1", "c1", "contain", 0, 1000)
                .target("x-cordon:user", "name", name)
                .cordon("lease", lease);
        return ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
    }
}
