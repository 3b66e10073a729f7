package io.cordon.engine.indicator;

import io.cordon.engine.tree.HeapStore.HeapTable;
import io.cordon.engine.tree.Table;

/**
 * What is kept of one tenant's incidents.
 *
 * @param standing the indicators that they yielded, by incident
 * @param verdicts what people said of them, by incident
 */
public record IndicatorStore(Table<String, Standing> standing, Table<String, PersonsVerdict> verdicts) {
    /** One on the heap, for tests. */
    public static IndicatorStore onHeap() {
        return new IndicatorStore(new HeapTable<>(), new HeapTable<>());
    }
}
