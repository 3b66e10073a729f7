package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The right process, or none. */
class ProcessesTest {
    private static final Protection PROTECTION =
            new Protection(Set.of(1L), Set.of("/usr/sbin/sshd", "/usr/bin/containerd*"), Set.of("e5"));

    private final FakeTable table = new FakeTable().starts(7, "e5");
    private final Processes processes = new Processes(table, PROTECTION, 10);

    @Test
    void killsTheProcessThatIsMeant() throws IOException {
        assertThat(perform("stop", 7, "e7", 7_000_000, false).status()).isEqualTo(200);
        assertThat(table.done).containsExactly("suspend 7", "kill 7");
    }

    @Test
    void aPidThatIsFreeOrAnothersByNowIsNotTouched() throws IOException {
        assertThat(perform("stop", 8, "e8", 8_000_000, false).status()).isEqualTo(404);
        assertThat(perform("stop", 7, "e6", 7_000_000, false).status()).isEqualTo(404);
        assertThat(table.done).isEmpty();
    }

    @Test
    void aStartTimeCountsWithinWhatTheSensorResolves() throws IOException {
        for (long other : new long[] {7_010_001, 6_989_999}) {
            Result result = perform("stop", 7, "e7", other, false);
            assertThat(result.status()).isEqualTo(403);
            assertThat(result.details()).containsEntry("refusal", "start"); // it lives: 404 would say that it is gone
        }
        assertThat(table.done).isEmpty();
        assertThat(perform("stop", 7, "e7", 7_010_000, false).status()).isEqualTo(200);
    }

    @Test
    void aProtectedProcessIsNotTouched() throws IOException {
        table.starts(1, "e0")
                .starts(5, "e1")
                .starts(20, "e1", "/usr/sbin/sshd")
                .starts(21, "e1", "/usr/bin/containerd-shim");

        for (long pid : new long[] {1, 5, 20, 21}) {
            assertThat(perform("stop", pid, "e" + pid, pid * 1_000_000, false).status())
                    .isEqualTo(403);
        }
        assertThat(table.done).isEmpty();
    }

    @Test
    void aTreeIsSuspendedFromItsRootAndKilledFromItsLeaves() throws IOException {
        table.starts(8, "e7").starts(9, "e8").starts(10, "e5");

        assertThat(perform("stop", 7, "e7", 7_000_000, true).details()).containsOnlyKeys("pid 7", "pid 8", "pid 9");
        assertThat(table.done.subList(0, 3)).startsWith("suspend 7").contains("suspend 8", "suspend 9");
        assertThat(table.done.get(table.done.size() - 1)).isEqualTo("kill 7");
        assertThat(table.open(10)).isPresent();
    }

    @Test
    void whoStartsChildrenMeanwhileIsCaughtUpWith() throws IOException {
        table.starts(8, "e7").bears(8, 1000);

        perform("stop", 7, "e7", 7_000_000, true);

        assertThat(table.all()).isEmpty();
    }

    @Test
    void aDescendantWhoseParentHasEndedIsFound() throws IOException {
        table.starts(8, "e7").starts(9, "e8").ends(8);

        assertThat(perform("stop", 7, "e7", 7_000_000, true).details()).containsOnlyKeys("pid 7", "pid 9");
    }

    @Test
    void aTreeIsLeftAloneFromAProtectedProcessOn() throws IOException {
        table.starts(8, "e7", "/usr/sbin/sshd").starts(9, "e8");

        assertThat(perform("stop", 7, "e7", 7_000_000, true).details())
                .containsOnlyKeys("pid 7", "spared 1")
                .containsEntry("spared 1", "e8: /usr/sbin/sshd is protected");
        assertThat(table.open(9)).isPresent();
    }

    @Test
    void aTreeEndsAtTheMaximumAndSaysSo() throws IOException {
        for (long pid = 8; pid < 40; pid++) {
            table.starts(pid, "e7");
        }

        assertThat(perform("stop", 7, "e7", 7_000_000, true).details())
                .hasSize(11)
                .containsEntry("cut", "at 10 processes");
    }

    @Test
    void whoIsSuspendedGoesOnWhenTheLeaseEnds() throws IOException {
        table.starts(8, "e7");
        Order order = order("contain", 7, "e7", 7_000_000, true);
        Lease lease = new Lease(order, processes.perform(order, false).details());
        table.done.clear();

        processes.end(lease);

        assertThat(table.done).containsExactlyInAnyOrder("resume 7", "resume 8");
    }

    @Test
    void whoIsSuspendedUnderTwoLeasesGoesOnWhenBothHaveEnded() throws IOException {
        table.starts(8, "e7");
        Lease tree = suspended("l1", 7, true);
        Lease child = suspended("l2", 8, false);
        table.done.clear();

        processes.end(tree);
        assertThat(table.done).containsExactly("resume 7");
        processes.end(child);
        assertThat(table.done).containsExactly("resume 7", "resume 8");
    }

    @Test
    void afterARestartOneLeaseStillLeavesAloneWhatAnotherHolds() throws IOException {
        table.starts(8, "e7");
        Lease tree = suspended("l1", 7, true);
        Lease child = suspended("l2", 8, false);
        table.ends(7).done.clear();
        Processes anew = new Processes(table, PROTECTION, 10);
        anew.restore(tree);
        anew.restore(child);
        table.done.clear();

        anew.end(child);
        assertThat(table.done).as("its tree's root has ended, and it is held").isEmpty();
        anew.end(tree);
        assertThat(table.done).containsExactly("resume 8");
    }

    @Test
    void whoWasSuspendedWhenTheAgentWasKilledGoesOnThoughNobodyWroteItDown() throws IOException {
        table.starts(8, "e7").starts(9, "e5");
        Lease lease = suspended("l1", 7, true);
        table.done.clear();

        new Processes(table, PROTECTION, 10).end(new Lease(lease.order(), Map.of()));

        assertThat(table.done).containsExactly("resume 7", "resume 8");
    }

    @Test
    void whatCanNotBeSuspendedWholeGoesOn() {
        table.starts(8, "e7").fails(8);

        assertThatThrownBy(() -> suspended("l1", 7, true)).isInstanceOf(IOException.class);
        assertThat(table.done).containsExactly("suspend 7", "resume 7");
    }

    private Lease suspended(String lease, long pid, boolean tree) throws IOException {
        Order order = order(Draft.of("acme", "ws1", "c1", "contain", 0, 1000)
                .process(pid, "e" + pid, pid * 1_000_000)
                .cordon("lease", lease)
                .cordon(args -> args.put("tree", tree)));
        return new Lease(order, processes.perform(order, false).details());
    }

    @Test
    void whoHasTheSamePidByNowIsNotResumed() throws IOException {
        Order order = order("contain", 7, "e7", 7_000_000, false);

        processes.end(new Lease(order, Map.of("pid 7", "e-before", "pid 8", "e8", "spared 1", "e9: protected")));

        assertThat(table.done).isEmpty();
    }

    @Test
    void whoHasEndedWhenAKillIsTakenUpAgainWasKilled() throws IOException {
        table.ends(7);

        assertThat(processes
                        .perform(order("stop", 7, "e7", 7_000_000, false), true)
                        .status())
                .isEqualTo(200);
        assertThat(processes
                        .perform(order("contain", 7, "e7", 7_000_000, false), true)
                        .status())
                .isEqualTo(404);
    }

    private Result perform(String action, long pid, String entity, long start, boolean tree) throws IOException {
        return processes.perform(order(action, pid, entity, start, tree), false);
    }

    private static Order order(String action, long pid, String entity, long start, boolean tree) {
        return order(Draft.of("acme", "ws1", "c1", action, 0, 1000)
                .process(pid, entity, start)
                .cordon(args -> args.put("tree", tree)));
    }

    private static Order order(Draft draft) {
        return ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
    }
}
