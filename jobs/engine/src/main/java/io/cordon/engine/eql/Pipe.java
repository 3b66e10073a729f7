package io.cordon.engine.eql;

import io.cordon.engine.condition.Formula;
import java.util.List;

/** What is done with what a query finds. */
public sealed interface Pipe {
    record Head(int count) implements Pipe {}

    record Tail(int count) implements Pipe {}

    record Sort(List<Key> keys) implements Pipe {}

    record Unique(List<Key> keys) implements Pipe {}

    record UniqueCount(List<Key> keys) implements Pipe {}

    /** Without keys the count of all. */
    record Count(List<Key> keys) implements Pipe {}

    /** Only what meets a condition; behind a count also on {@code count} and {@code percent}. */
    record Filter(Formula condition) implements Pipe {}
}
