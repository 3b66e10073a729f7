package io.cordon.contain;

import static io.cordon.contain.Findings.NOW_MILLIS;
import static io.cordon.contain.Harness.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.contain.Harness.Told;
import io.cordon.schemas.KeyPairFile;
import io.cordon.wire.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents answer is heard, and what they don't is not forgotten, though state is restored after each step. */
@SuppressWarnings("try") // the harness declares that closing it may be interrupted
class ResponsesTest {
    private static final String ENDPOINTS =
            "endpoints: [{endpoint: ws1, group: ws, antivirus: none, automation: full}]";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Findings findings;

    private final List<Command> out = new ArrayList<>();

    @Nullable
    private OperatorSubtaskState state;

    /** One thing that happens to a task. */
    private interface Step {
        void happen(Harness harness) throws Exception;
    }

    @BeforeEach
    void writeTheKey() {
        findings = new Findings(folder, KeyPairFile.privatePem(KeyPairFile.generate()));
    }

    @Test
    void anUnansweredKillGoesOutThreeTimesThenTheEndpointIsIsolated() throws Exception {
        step(harness -> harness.find(Findings.finding("f1", "ws1")));
        for (int seconds : List.of(20, 40, 100, 160, 220, 280)) {
            step(harness -> pass(harness, seconds));
        }

        assertThat(actions()).containsExactly("stop", "stop", "stop", "contain");
        assertThat(out.get(2)).as("the same to the byte").isEqualTo(out.get(0));
    }

    @Test
    void aKillThatFailedHasTheEndpointIsolatedOnce() throws Exception {
        step(harness -> harness.find(Findings.finding("f1", "ws1")));
        step(harness -> harness.answer(out.get(0), 500));
        step(harness -> harness.answer(out.get(0), 500));
        step(harness -> harness.answer(out.get(1), 200));
        step(harness -> harness.answer(out.get(0), 200));
        step(harness -> harness.setProcessingTime(NOW_MILLIS + 600_000));

        assertThat(actions()).containsExactly("stop", "contain");
    }

    @Test
    void whatWasCarriedOutIsLeftAlone() throws Exception {
        step(harness -> harness.find(Findings.finding("f1", "ws1")));
        step(harness -> harness.answer(out.get(0), 200));
        step(harness -> harness.setProcessingTime(NOW_MILLIS + 600_000));

        assertThat(actions()).containsExactly("stop");
    }

    @Test
    void anAnswerThatIsReadAgainBeforeItsFindingCountsSinceTheCommandIsOut() throws Exception {
        step(harness -> harness.find(Findings.finding("f1", "ws1")));
        state = null;
        try (Harness harness = begin(new Told(out, List.of()))) {
            harness.answer(out.get(0), 200);
            harness.find(Findings.finding("f1", "ws1"));
            harness.setProcessingTime(NOW_MILLIS + 600_000);

            assertThat(harness.commands()).isEmpty();
        }
    }

    @Test
    void aCommandThatTheStateDoesNotKnowIsEscalatedWhenItsFindingIsReadAgain() throws Exception {
        step(harness -> harness.find(Findings.finding("f1", "ws1")));
        state = null;
        try (Harness harness = begin(new Told(out, List.of()))) {
            harness.find(Findings.finding("f1", "ws1"));
            harness.answer(out.get(0), 500);

            assertThat(harness.actions()).containsExactly("contain");
        }
    }

    /** Half a minute passes until then: a task that begins anew first listens. */
    private static void pass(Harness harness, int seconds) throws Exception {
        for (int second = seconds; second <= seconds + 35; second++) {
            harness.setProcessingTime(NOW_MILLIS + second * 1_000L);
        }
    }

    private void step(Step step) throws Exception {
        try (Harness harness = begin(NOTHING)) {
            step.happen(harness);
            state = harness.snapshot(1, NOW_MILLIS);
            out.addAll(harness.commands());
        }
    }

    private Harness begin(Beforehand beforehand) throws Exception {
        String endpoints = findings.write("endpoints.yml", ENDPOINTS).toString();
        ContainOptions options = findings.under("policies: [{mode: block}]", List.of("--endpoints", endpoints));
        return Harness.begin(findings, options, state, beforehand);
    }

    private List<String> actions() {
        return out.stream().map(Harness::action).toList();
    }
}
