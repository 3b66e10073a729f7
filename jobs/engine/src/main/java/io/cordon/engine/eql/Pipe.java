package io.cordon.engine.eql;

import io.cordon.engine.condition.Formula;
import java.util.List;

/**
 * What is done with what a query finds. A field in it is one of a match's first event, or by a name such as
 * {@code events[1].user_name} one of another.
 */
public sealed interface Pipe {
    /** How the name of a field of some event begins; its number from 0, a bracket and a dot follow. */
    String EVENTS = "events[";

    /** By what it tells matches apart or orders them. */
    default List<Key> keys() {
        return List.of();
    }

    record Head(int count) implements Pipe {}

    record Tail(int count) implements Pipe {}

    record Sort(List<Key> keys) implements Pipe {}

    record Unique(List<Key> keys) implements Pipe {}

    record UniqueCount(List<Key> keys) implements Pipe {}

    /** Without keys the count of all. */
    record Count(List<Key> keys) implements Pipe {}

    /** Only what meets a condition, which may ask for {@code count} and {@code percent} behind a count. */
    record Filter(Formula condition) implements Pipe {}
}
