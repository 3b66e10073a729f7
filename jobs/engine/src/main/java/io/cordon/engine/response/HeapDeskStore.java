package io.cordon.engine.response;

/** Keeps what containment remembers in memory. */
public final class HeapDeskStore implements DeskStore {
    private final Shelf.OnHeap<Given> given = new Shelf.OnHeap<>();
    private final Shelf.OnHeap<Waiting> waiting = new Shelf.OnHeap<>();
    private final Shelf.OnHeap<Lease> leases = new Shelf.OnHeap<>();
    private final Shelf.OnHeap<Spent> spent = new Shelf.OnHeap<>();
    private final Shelf.OnHeap<Spread> spread = new Shelf.OnHeap<>();
    private final Shelf.OnHeap<Past> past = new Shelf.OnHeap<>();
    private final Shelf.OnHeap<Names> names = new Shelf.OnHeap<>();
    private final Shelf.OnHeap<Long> numbers = new Shelf.OnHeap<>();

    @Override
    public Shelf<Given> given() {
        return given;
    }

    @Override
    public Shelf<Waiting> waiting() {
        return waiting;
    }

    @Override
    public Shelf<Lease> leases() {
        return leases;
    }

    @Override
    public Shelf<Spent> spent() {
        return spent;
    }

    @Override
    public Shelf<Spread> spread() {
        return spread;
    }

    @Override
    public Shelf<Past> past() {
        return past;
    }

    @Override
    public Shelf<Names> names() {
        return names;
    }

    @Override
    public Shelf<Long> numbers() {
        return numbers;
    }

    /** How many things are remembered that have to end. */
    public int size() {
        return given.size()
                + waiting.size()
                + leases.size()
                + spent.size()
                + spread.size()
                + past.size()
                + names.size();
    }
}
