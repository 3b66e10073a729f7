package io.cordon.detect;

import static io.cordon.detect.Contracts.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.Test;

/** Which rules are in force after which records; rules that no set needs have an end. */
class RuleBookTest {
    private static final long HOUR = Duration.ofHours(1).toMillis() * 1000;

    private final Contracts contracts = new Contracts();
    private final RuleBook book = opened();

    @Test
    void whatNoSetNamesIsForgotten() {
        push(1, 0);
        book.take(at(2 * HOUR, contracts.manifestOfNothing(2)));
        book.take(at(2 * HOUR, contracts.manifest(3)));
        assertThat(book.loaded()).isZero();

        push(4, 3 * HOUR);
        assertThat(book.loaded()).isEqualTo(contracts.documents().size());
    }

    @Test
    void whatASetNamesStaysHoweverOldItIs() {
        push(1, 0);
        book.take(at(2 * HOUR, contracts.manifestOfUnreadRule(2)));
        book.take(at(9 * HOUR, contracts.manifest(3)));

        assertThat(book.loaded()).isEqualTo(contracts.documents().size());
    }

    /** Two pushes at a time: what the later one needs was told before the earlier one came into force. */
    @Test
    void whatIsToldAgainForASetToComeStays() {
        push(1, 0);
        tell(2 * HOUR - HOUR / 2);
        book.take(at(2 * HOUR, contracts.manifestOfNothing(2)));
        book.take(at(2 * HOUR, contracts.manifest(3)));

        assertThat(book.loaded()).isEqualTo(contracts.documents().size());
    }

    /** Older versions had an entry for each record; whatever is left in the state is written with each checkpoint for ever. */
    @Test
    void whatIsKeptReplacesWhatWas() throws Exception {
        BroadcastState<String, byte[]> state = state();
        state.put("rules\nrule@hash", new byte[] {1});
        push(1, 0);
        book.keepIn(state);

        assertThat(state.immutableEntries()).hasSize(1);
        RuleBook restored = new RuleBook(contracts.options(), () -> {});
        restored.restore(state, (book, options) -> {
            throw new AssertionError("what was kept is enough");
        });
        assertThat(restored.loaded()).isEqualTo(contracts.documents().size());
    }

    private static BroadcastState<String, byte[]> state() throws Exception {
        return new DefaultOperatorStateBackendBuilder(
                        RuleBookTest.class.getClassLoader(),
                        new ExecutionConfig(),
                        false,
                        List.of(),
                        new CloseableRegistry())
                .build()
                .getBroadcastState(DetectFunction.RULES);
    }

    private void push(long number, long append) {
        tell(append);
        book.take(at(append, contracts.manifest(number)));
    }

    private void tell(long append) {
        contracts.documents().forEach(document -> book.take(at(append, document)));
    }

    private RuleBook opened() {
        RuleBook opened = new RuleBook(contracts.options(), () -> {});
        opened.open();
        return opened;
    }
}
