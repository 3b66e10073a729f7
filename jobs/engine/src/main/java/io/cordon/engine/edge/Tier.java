package io.cordon.engine.edge;

/** How much of an edge is proven; the best first. */
public enum Tier {
    /** Source process and target, each by a key. */
    T1,
    /** The source endpoint and the target's session or object; a process is not. */
    T2,
    /** The target by its session's or its own name, the source by its address. */
    T3,
    /** Only an address and a time. */
    T4;

    boolean isBetterThan(Tier other) {
        return compareTo(other) < 0;
    }
}
