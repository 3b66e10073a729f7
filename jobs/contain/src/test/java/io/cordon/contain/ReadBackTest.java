package io.cordon.contain;

import static io.cordon.contain.Findings.NOW_MILLIS;
import static io.cordon.contain.Harness.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.schemas.KeyPairFile;
import io.cordon.wire.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However often a job of several tasks is restored, it reads no more of its commands again than it has to. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class ReadBackTest {
    private static final int TASKS = 4;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long MARGIN = Duration.ofMinutes(2).toMillis();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Findings findings;

    /** From when tasks read their commands, in the order in which they began. */
    private final List<Long> from = new ArrayList<>();

    @BeforeEach
    void writeTheKey() {
        findings = new Findings(folder, KeyPairFile.privatePem(KeyPairFile.generate()));
    }

    @Test
    void aTenantThatComesUpIsReadFromTheLastCheckpointOn() throws Exception {
        Beforehand topics = topics(out(), 0);
        OperatorSubtaskState state = attempt(null, topics, true, 1);
        for (int hour = 2; hour < 6; hour++) {
            from.clear();
            state = attempt(state, topics, true, hour);

            assertThat(from).hasSize(TASKS).containsOnly(NOW_MILLIS + (hour - 1) * HOUR - MARGIN);
            assertThat(kept(state)).as("one time a task").isEqualTo(TASKS);
        }
    }

    @Test
    void aTenantThatStaysQuietIsReadFromWhereItsCommandsAreForADay() throws Exception {
        Beforehand topics = topics(out(), 0);
        OperatorSubtaskState state = attempt(null, topics, false, 1);
        for (int hour = 2; hour < 6; hour++) {
            from.clear();
            state = attempt(state, topics, false, hour);

            assertThat(from).containsOnly(NOW_MILLIS - MARGIN);
            assertThat(kept(state)).isEqualTo(TASKS);
        }
        state = attempt(state, topics, false, 48);
        from.clear();
        attempt(state, topics, false, 49);
        assertThat(from).containsOnly(NOW_MILLIS + (48 - 25) * HOUR - MARGIN);
    }

    @Test
    void whatIsReadAgainForTheMarginIsNoReasonToBeginEarlier() throws Exception {
        Beforehand topics = topics(out(), HOUR - 1_000);
        OperatorSubtaskState state = attempt(null, topics, true, 1);
        for (int hour = 2; hour < 4; hour++) {
            from.clear();
            state = attempt(state, topics, false, hour);

            assertThat(from).containsOnly(NOW_MILLIS + HOUR - MARGIN);
        }
    }

    private Command out() throws Exception {
        try (Harness harness = Harness.begin(findings, findings.options(), null, NOTHING)) {
            harness.find(Findings.finding("f1", "ws1"));
            return harness.commands().get(0);
        }
    }

    private Beforehand topics(Command out, long appendedMillis) {
        return new Beforehand() {
            private static final long serialVersionUID = 1;

            @Override
            public List<Appended> commands(long fromMillis) {
                from.add(fromMillis);
                return List.of(new Appended(out, NOW_MILLIS + appendedMillis));
            }

            @Override
            public List<Appended> control() {
                return List.of();
            }
        };
    }

    /** All tasks begin, the tenant's hears of it or not, and a checkpoint is taken some hours after the command. */
    private OperatorSubtaskState attempt(
            @Nullable OperatorSubtaskState state, Beforehand topics, boolean comesUp, long hours) throws Exception {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator("acme", Harness.MAX_PARALLELISM, TASKS);
        for (int task = 0; task < TASKS; task++) {
            OperatorSubtaskState part = state == null
                    ? null
                    : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, Harness.MAX_PARALLELISM, TASKS, TASKS, task);
            try (Harness harness = Harness.begin(findings, findings.options(), part, topics, TASKS, task)) {
                if (comesUp && task == owner) {
                    harness.find(Findings.finding("f1", "ws1"));
                }
                parts.add(harness.snapshot(1, NOW_MILLIS + hours * HOUR));
            }
        }
        return AbstractStreamOperatorTestHarness.repackageState(parts.toArray(OperatorSubtaskState[]::new));
    }

    private static int kept(OperatorSubtaskState state) {
        return state.getManagedOperatorState().stream()
                .mapToInt(handle -> Objects.requireNonNull(
                                handle.getStateNameToPartitionOffsets().get("checkpointed"))
                        .getOffsets()
                        .length)
                .sum();
    }
}
