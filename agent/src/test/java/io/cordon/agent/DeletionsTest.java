package io.cordon.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cordon.agent.conformance.Draft;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderReader;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deleted is kept, and comes back as it was. */
class DeletionsTest {
    private static final String SERVICE = "x-cordon:service";

    @TempDir
    Path folder = Path.of("");

    private final FakeInventory inventory = new FakeInventory();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Deletions deletions;

    @BeforeEach
    void start() {
        deletions = new Deletions(
                folder.resolve("deleted"),
                Map.of(
                        Verb.DELETE_SERVICE, inventory,
                        Verb.DELETE_TASK, inventory,
                        Verb.DELETE_WMI_SUBSCRIPTION, inventory,
                        Verb.DELETE_REGISTRY_VALUE, inventory),
                target -> target.equals(new OrderTarget.Named(SERVICE, "agent")));
        inventory.things.put("x-cordon:service updater", "as it was");
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICE, "x-cordon:task", "x-cordon:wmi_subscription"})
    void whatIsDeletedComesBackAsItWas(String kind) throws IOException {
        inventory.things.put(kind + " updater", "as it was");

        assertThat(status("delete", kind, "updater")).isEqualTo(200);
        assertThat(inventory.things).doesNotContainKey(kind + " updater");
        start(); // it is kept over a restart
        assertThat(status("restore", kind, "updater")).isEqualTo(200);
        assertThat(inventory.things).containsEntry(kind + " updater", "as it was");
        assertThat(folder.resolve("deleted")).isEmptyDirectory();
    }

    @Test
    void aRegistryValueComesBackAsItWas() throws IOException {
        inventory.things.put("registry HKLM\\Run\\a", "REG_SZ a.exe");
        Draft delete = draft("delete").target("x-cordon:registry_value", "key", "HKLM\\Run");
        delete.payload().withObject("/target/x-cordon:registry_value").put("value", "a");

        assertThat(deletions.perform(order(delete), false).status()).isEqualTo(200);
        assertThat(inventory.things).doesNotContainKey("registry HKLM\\Run\\a");
        delete.payload().put("action", "restore");
        deletions.perform(order(delete), false);
        assertThat(inventory.things).containsEntry("registry HKLM\\Run\\a", "REG_SZ a.exe");
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsProtectedIsNotTouched() throws IOException {
        inventory.things.put("x-cordon:service agent", "own");

        assertThat(status("delete", SERVICE, "none")).isEqualTo(404);
        assertThat(status("restore", SERVICE, "none")).isEqualTo(404);
        assertThat(status("delete", SERVICE, "agent")).isEqualTo(403);
        assertThat(inventory.things).containsKey("x-cordon:service agent");
    }

    @Test
    void whatCameToItsPlaceIsNotOverwrittenAndTheOneBeforeComesBackOnceItIsGone() throws IOException {
        status("delete", SERVICE, "updater");
        inventory.things.put("x-cordon:service updater", "another");
        assertThat(status("restore", SERVICE, "updater")).isEqualTo(500);
        assertThat(inventory.things).containsEntry("x-cordon:service updater", "another");

        assertThat(status("delete", SERVICE, "updater")).isEqualTo(200);
        assertThat(status("restore", SERVICE, "updater")).isEqualTo(200);
        assertThat(inventory.things).containsEntry("x-cordon:service updater", "another");
        inventory.things.clear();
        assertThat(status("restore", SERVICE, "updater")).isEqualTo(200);
        assertThat(inventory.things).containsEntry("x-cordon:service updater", "as it was");
    }

    @Test
    void whatWasDeletedWhenTheAgentWasKilledWasDeletedAndComesBack() throws IOException {
        inventory.isKilled = true;
        assertThatThrownBy(() -> status("delete", SERVICE, "updater")).isInstanceOf(IOException.class);
        inventory.isKilled = false;
        Order delete = order(draft("delete").target(SERVICE, "name", "updater"));

        assertThat(deletions.perform(delete, true).status()).isEqualTo(200);
        assertThat(status("restore", SERVICE, "updater")).isEqualTo(200);
        assertThat(inventory.things).containsEntry("x-cordon:service updater", "as it was");
    }

    private int status(String action, String kind, String name) throws IOException {
        return deletions
                .perform(order(draft(action).target(kind, "name", name)), false)
                .status();
    }

    private static Draft draft(String action) {
        return Draft.of("acme", "ws1", "c1", action, 0, 1000);
    }

    private static Order order(Draft draft) {
        return ((OrderReader.Outcome.Read) OrderReader.command(draft.payload())).order();
    }
}
