package io.cordon.engine.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.Start.Rank;
import org.junit.jupiter.api.Test;

/** What is kept of a process's start. */
class StartTest {
    @Test
    void aLongCommandLineIsKeptByItsBeginning() {
        String beginning = "powershell -enc ".repeat(Start.MAX_TEXT / 16);
        Start start = Start.of(started(beginning + "the rest"), Rank.SENSED);
        assertThat(start.column(Column.COMMAND_LINE)).isEqualTo(beginning);
    }

    @Test
    void whoHeldAPidNeedsNothingOfWhatTheStartSaid() {
        Start start = Start.of(started("cmd /c whoami"), Rank.SENSED);
        assertThat(start.bare().column(Column.COMMAND_LINE)).isNull();
        assertThat(start.bare().time()).isEqualTo(start.time());
        assertThat(start.bare().pid()).isEqualTo(start.pid());
        assertThat(start.bare().isKnown()).isTrue();
    }

    private static EndpointEvent started(String commandLine) {
        return EndpointEvent.builder()
                .endpoint("a")
                .id("1")
                .time(1_000_000, Clock.UTC)
                .activity(Activity.PROCESS_START)
                .process("p", 4)
                .column(Column.COMMAND_LINE, commandLine)
                .build();
    }
}
