package io.cordon.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.tree.HeapStore;
import io.cordon.engine.tree.HeapStore.HeapTable;
import io.cordon.engine.tree.ProcessTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is told of where processes stand: what is needed, once. */
class LinkingTest {
    private static final long HOUR = 3_600_000_000L;

    private final HeapStore store = new HeapStore();
    private final ProcessTree tree = new ProcessTree("desk", store);
    private final HeapTable<String, Link> told = new HeapTable<>();
    private final List<Link> out = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final Linking linking = new Linking("desk", tree, told, new Linking.Out() {
        @Override
        public void link(Link link) {
            out.add(link);
        }

        @Override
        public void asks(Link link, long time) {
            asked.add(link.parentImage() + " > " + link.image() + " at " + time);
        }
    });

    @Test
    void aProcessIsToldWithItsAncestorsUpToOneThatStartsForEverybody() {
        starts();
        linking.mention("ps", 0);

        assertThat(out).extracting(Link::entity).containsExactly("ps", "word", "desktop");
    }

    @Test
    void howRareAProcessIsIsAskedOnceWhenSomethingIsSaidOfItAndItsStartIsKnown() {
        starts(2, "ps", "word", "C:\\word.exe");
        linking.mention("ps", 0);
        linking.mention("ps", 13 * HOUR);
        linking.mention("word", 0);
        assertThat(asked).containsExactly("C:\\word.exe > C:\\ps.exe at " + HostStory.time(2));

        starts(1, "word", "desktop", HostStory.EXPLORER);
        linking.changed("word", 0);
        assertThat(asked).hasSize(2).last().isEqualTo(HostStory.EXPLORER + " > C:\\word.exe at " + HostStory.time(1));
    }

    @Test
    void whatWasToldIsToldAgainOnlyWhenItIsOld() {
        starts();
        linking.mention("ps", 0);
        out.clear();

        linking.mention("ps", HOUR);
        assertThat(out).isEmpty();
        linking.mention("ps", 13 * HOUR);
        assertThat(out).hasSize(3);
    }

    @Test
    void whatItStartsIsToldToo() {
        starts();
        linking.mention("word", 0);
        out.clear();

        starts(3, "cmd", "ps", "C:\\ps.exe");
        linking.changed("ps", 0);
        linking.changed("cmd", 0);
        assertThat(out).extracting(Link::entity).containsExactly("ps", "cmd");
    }

    @Test
    void aParentThatIsForgottenIsTheParentStill() {
        starts();
        linking.mention("ps", 0);
        out.clear();
        store.processes().remove("word");
        linking.changed("ps", 0);

        assertThat(out).isEmpty();
        linking.mention("ps", 13 * HOUR);
        assertThat(out).hasSize(1).first().extracting(Link::parent).isEqualTo("word");
    }

    @Test
    void whatIsGoneIsForgotten() {
        starts();
        linking.mention("ps", 0);
        store.processes().keys().forEach(store.processes()::remove);
        Linking.sweep(tree, told);

        assertThat(told.keys()).isEmpty();
    }

    @Test
    void whereProcessesStandIsForgottenWhenNothingIsSaidOfThem() {
        HostStory story =
                new HostStory().starts("desk", 0, "ps", "word", "C:\\word.exe").found("desk", 5, "ps");
        starts();
        HeapIncidents incidents = new HeapIncidents("default", IncidentLimits.DEFAULT);
        linking.mention("ps", 0);
        out.forEach(incidents::apply);
        story.findings().forEach(finding -> incidents.apply(Objects.requireNonNull(Clues.of(finding, null)), 0));

        assertThat(incidents.sweep(72 * HOUR)).isTrue();
        story.findings().forEach(finding -> incidents.apply(finding.id(), null, 0));
        assertThat(incidents.sweep(47 * HOUR)).isTrue();
        assertThat(incidents.sweep(72 * HOUR)).isFalse();
    }

    private void starts() {
        starts(0, "desktop", "logon", "C:\\Windows\\System32\\userinit.exe", HostStory.EXPLORER);
        starts(1, "word", "desktop", HostStory.EXPLORER);
        starts(2, "ps", "word", "C:\\word.exe");
    }

    private void starts(int at, String entity, String parent, String parentImage) {
        starts(at, entity, parent, parentImage, "C:\\" + entity + ".exe");
    }

    private void starts(int at, String entity, String parent, String parentImage, String image) {
        tree.apply(HostStory.start("desk", at, entity, parent, parentImage, image, "0x3e7"));
    }
}
