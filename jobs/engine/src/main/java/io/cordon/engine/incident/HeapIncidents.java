package io.cordon.engine.incident;

import io.cordon.engine.tree.HeapStore.HeapTable;
import io.cordon.engine.tree.Table;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stage on the heap, for one tenant: for files, and for tests. */
public final class HeapIncidents {
    private final String tenant;
    private final IncidentStage stage;
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<IncidentCounter, Long> counted = new EnumMap<>(IncidentCounter.class);
    private Board board = new Board();
    private final IncidentStore store = new IncidentStore() {
        private final Table<String, Clue> clues = new HeapTable<>();
        private final Table<String, Link> links = new HeapTable<>();
        private final Table<String, Double> rarities = new HeapTable<>();
        private final Table<String, Said> said = new HeapTable<>();

        @Override
        public Table<String, Clue> clues() {
            return clues;
        }

        @Override
        public Table<String, Link> links() {
            return links;
        }

        @Override
        public Table<String, Double> rarities() {
            return rarities;
        }

        @Override
        public Table<String, Said> said() {
            return said;
        }

        @Override
        public Board board() {
            return board;
        }
    };
    private final IncidentStage.Out out = new IncidentStage.Out() {
        @Override
        public void incident(Incident incident) {
            incidents.put(incident.id(), incident);
        }

        @Override
        public void counted(IncidentCounter counter) {
            counted.merge(counter, 1L, Long::sum);
        }
    };

    public HeapIncidents(String tenant, IncidentLimits limits) {
        this.tenant = tenant;
        this.stage = new IncidentStage(limits);
    }

    public void apply(String id, @Nullable Fact fact, long now) {
        stage.apply(id, fact == null ? null : Clue.of(fact), now, store, out);
    }

    /** Takes in a clue whose processes are placed by what is told of them. */
    void apply(Clue clue, long now) {
        stage.apply(clue.id(), clue, now, store, out);
    }

    void apply(Link link) {
        stage.apply(link, store);
    }

    void rate(String endpoint, String entity, double rarity) {
        stage.rate(endpoint, entity, rarity, store);
    }

    /** Loses what follows from what is kept, as a restart does. */
    void restart() {
        board = new Board();
    }

    /** Whether anything is kept once what is old was forgotten. */
    boolean sweep(long append) {
        return stage.sweep(append, store);
    }

    public void judge(long now) {
        stage.judge(tenant, now, store, out);
    }

    /** The last version of each incident that stands, by time. */
    public List<Incident> incidents() {
        return incidents.values().stream()
                .filter(incident -> incident.state() == Incident.State.OPEN || incident.state() == Incident.State.ENDED)
                .sorted(Comparator.comparing(Incident::first).thenComparing(Incident::id))
                .toList();
    }

    /** The last version of each incident, whatever became of it. */
    List<Incident> all() {
        return List.copyOf(incidents.values());
    }

    /** Whether anything is kept. */
    public boolean isEmpty() {
        return !store.clues().keys().iterator().hasNext()
                && !store.said().keys().iterator().hasNext();
    }

    public Map<IncidentCounter, Long> counted() {
        return counted;
    }
}
