package io.cordon.engine.prevalence;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArtefactTest {
    private static final Artefact FLEET = Artefact.fleet("acme");

    @Test
    void aStartShowsItsImageItsPairAndItsShape() {
        EndpointEvent start = event(Activity.PROCESS_START)
                .column(Column.HASHES, "MD5=AB,SHA256=CDEF")
                .column(Column.EXECUTABLE, "C:\\Windows\\System32\\CMD.exe")
                .column(Column.PARENT_EXECUTABLE, "C:\\Office\\winword.exe")
                .column(Column.COMMAND_LINE, "cmd /c 7")
                .build();

        assertThat(Artefact.shownBy(start))
                .containsExactly(
                        new Artefact("acme", ArtefactKind.IMAGE, "cdef"),
                        new Artefact("acme", ArtefactKind.PARENT_CHILD, "winword.exe > cmd.exe"),
                        new Artefact("acme", ArtefactKind.COMMAND_LINE, "cmd /c <n>"),
                        FLEET);
    }

    @Test
    void aStartThatTellsOfWhatStartedItShowsTheShapeOfItsTree() {
        EndpointEvent.Builder start = event(Activity.PROCESS_START)
                .column(Column.EXECUTABLE, "C:\\Windows\\System32\\CMD.exe")
                .column(Column.PARENT_EXECUTABLE, "C:\\Office\\winword.exe")
                .column(Column.COMMAND_LINE, "cmd /c 7");

        assertThat(Artefact.shownBy(start.build(), Set.of(ArtefactKind.PROCESS_TREE)))
                .as("a tree of which half is not told would look like others")
                .isEmpty();
        assertThat(Artefact.shownBy(
                        start.column(Column.PARENT_COMMAND_LINE, "WinWord /n 12")
                                .build(),
                        Set.of(ArtefactKind.PROCESS_TREE)))
                .containsExactly(new Artefact(
                        "acme", ArtefactKind.PROCESS_TREE, "winword.exe > cmd.exe: cmd /c <n> < winword /n <n>"));
    }

    @Test
    void takesAnotherHashWhereThereIsNoSha256() {
        EndpointEvent start =
                event(Activity.PROCESS_START).column(Column.HASHES, "MD5=AB").build();

        assertThat(Artefact.shownBy(start)).contains(new Artefact("acme", ArtefactKind.IMAGE, "ab"));
    }

    @Test
    void whatALoadedModuleHashesToIsNoImage() {
        EndpointEvent load =
                event(Activity.IMAGE_LOAD).column(Column.HASHES, "SHA256=AB").build();

        assertThat(Artefact.shownBy(load)).containsExactly(FLEET);
    }

    @Test
    void scriptsThatDifferInLayoutAreOne() {
        assertThat(Artefact.shownBy(script("IEX  $a\r\n\t+ 1 ")))
                .isEqualTo(Artefact.shownBy(script("iex $A + 1")))
                .isNotEqualTo(Artefact.shownBy(script("iex $A + 2")));
    }

    @Test
    void aConnectionGoesToANameElseToAnAddress() {
        EndpointEvent.Builder connection = event(Activity.NETWORK_CONNECT)
                .column(Column.DESTINATION_IP, "203.0.113.9")
                .column(Column.DESTINATION_PORT, "443");

        assertThat(Artefact.shownBy(connection.build())).contains(destination("203.0.113.9 443"));
        assertThat(Artefact.shownBy(connection
                        .column(Column.DESTINATION_DOMAIN, "C2.example.")
                        .build()))
                .contains(destination("c2.example 443"));
        assertThat(Artefact.shownBy(
                        connection.column(Column.NETWORK_DIRECTION, "ingress").build()))
                .containsExactly(FLEET);
    }

    @Test
    void aKeyIsReadBack() {
        Artefact artefact = new Artefact("a:1", ArtefactKind.COMMAND_LINE, "cmd /c a:b");

        assertThat(Artefact.ofKey(artefact.key())).isEqualTo(artefact);
        assertThat(Artefact.ofKey(FLEET.key())).isEqualTo(FLEET);
    }

    @Test
    void ofALongValueItKeepsBeginningAndHash() {
        String value = "x".repeat(1_000);

        assertThat(Artefact.of("t", ArtefactKind.COMMAND_LINE, value).value())
                .startsWith("xxx")
                .hasSizeLessThan(256)
                .isNotEqualTo(
                        Artefact.of("t", ArtefactKind.COMMAND_LINE, value + 'x').value());
    }

    private static Artefact destination(String value) {
        return new Artefact("acme", ArtefactKind.DESTINATION, value);
    }

    private static EndpointEvent script(String text) {
        return event(Activity.SCRIPT_BLOCK).column(Column.SCRIPT_TEXT, text).build();
    }

    private static EndpointEvent.Builder event(Activity activity) {
        return EndpointEvent.builder()
                .tenant("acme")
                .endpoint("h1")
                .id("e" + List.of(activity))
                .time(0, Clock.UTC)
                .activity(activity);
    }
}
