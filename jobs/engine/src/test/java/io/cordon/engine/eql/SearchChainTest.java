package io.cordon.engine.eql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.eql.SearchChain.Step;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.FieldRef;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SearchChainTest {
    @Test
    void sequencesKeepAllThatIsSaidOfTheirSteps() throws QueryRefusedException {
        SearchChain chain = chain("""
                sequence by user.name, ?host.id with maxspan=90s
                  [process where process.name : "cmd.exe"] by process.entity_id
                  ![file where true] by process.entity_id
                  [network where true] by length(destination.ip) with runs=3
                until [process where event.type == "end"] by process.entity_id
                """, Dialect.ELASTICSEARCH);

        assertThat(chain.kind()).isEqualTo(SearchChain.Kind.SEQUENCE);
        assertThat(chain.maxspan()).isEqualTo(Duration.ofSeconds(90));
        assertThat(chain.keys()).extracting(Key::optional).containsExactly(false, true);
        assertThat(chain.steps()).extracting(Step::missing).containsExactly(false, true, false);
        assertThat(chain.steps()).extracting(Step::runs).containsExactly(1, 1, 3);
        assertThat(chain.steps().get(0).at()).isEqualTo(new Position(2, 3));
        assertThat(chain.steps().get(0).search().activities())
                .containsExactlyInAnyOrder(Activity.PROCESS_START, Activity.PROCESS_END);
        assertThat(chain.keysOf(chain.steps().get(2))).hasSize(3);
        assertThat(chain.until()).isNotNull();
    }

    @Test
    void keysAreReadOffAnEvent() throws QueryRefusedException {
        SearchChain chain = chain(
                "join by user.name [process where true] by length(destination.ip) [file where true] by missing",
                Dialect.ENDGAME);

        assertThat(chain.keys().get(0).field()).isNotNull();
        assertThat(in(chain.keys().get(0))).as("Endgame's keys have no case").isEqualTo("root");
        assertThat(chain.steps().get(0).keys().get(0).field()).isNull();
        assertThat(in(chain.steps().get(0).keys().get(0))).isEqualTo("8");
        assertThat(in(chain.steps().get(1).keys().get(0))).isNull();
    }

    @Test
    void pipesKeepTheirOrderAndArguments() throws QueryRefusedException {
        Compiled compiled = Eql.compile(
                "process where true | unique pid, ppid | filter count < 5 | sort pid | head 3 | count",
                Dialect.ENDGAME,
                Placed.ALONE);

        assertThat(compiled.pipes())
                .extracting(pipe -> pipe.getClass().getSimpleName())
                .containsExactly("Unique", "Filter", "Sort", "Head", "Count");
        Pipe.Filter filter = (Pipe.Filter) compiled.pipes().get(1);
        assertThat(filter.condition().holds(field -> field.key().equals("count") ? "4" : null))
                .isTrue();
        assertThat(((Search.Alone) compiled).search().activities())
                .isEqualTo(Set.of(Activity.PROCESS_START, Activity.PROCESS_END));
    }

    private static SearchChain chain(String query, Dialect dialect) throws QueryRefusedException {
        return (SearchChain) Eql.compile(query, dialect, Placed.ALONE);
    }

    private static @Nullable String in(Key key) {
        return key.in(SearchChainTest::text);
    }

    private static @Nullable String text(FieldRef field) {
        return Map.of("user.name", "Root", "destination.ip", "10.1.2.3").get(field.key());
    }
}
