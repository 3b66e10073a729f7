package io.cordon.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who created whom outlives the creator, and no longer than somebody may ask. */
class AncestryTest {
    private final Ancestry ancestry = new Ancestry();

    @Test
    void anAncestorThatHasEndedIsOne() {
        ancestry.created("a", Optional.empty());
        ancestry.created("b", Optional.of("a"));
        ancestry.created("c", Optional.of("b"));
        ancestry.ended("b");

        assertThat(ancestry.of("c")).containsExactly("b", "a");
    }

    @Test
    void stateEndsWithTheLastChild() {
        ancestry.created("a", Optional.empty());
        ancestry.created("b", Optional.of("a"));
        ancestry.created("c", Optional.of("b"));
        ancestry.ended("a");
        ancestry.ended("b");
        assertThat(ancestry.size()).isEqualTo(3);
        ancestry.ended("c");

        assertThat(ancestry.size()).isZero();
    }

    @Test
    void whoIsCreatedTwiceStaysWhatHeWas() {
        ancestry.created("a", Optional.empty());
        ancestry.created("b", Optional.of("a"));
        ancestry.created("b", Optional.empty());

        assertThat(ancestry.of("b")).containsExactly("a");
    }
}
