package io.cordon.engine.detect;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.tree.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;

/**
 * Processes on several hosts and the edges between them. Times are seconds, shifted to 2024.
 *
 * @param ways what is told of each edge, in order; the last stands
 */
record RemoteScenario(List<EndpointEvent> events, Map<String, List<Way>> ways) {
    static final List<String> HOSTS = List.of("h1", "h2", "h3");
    private static final long SECOND = 1_000_000;
    private static final long EPOCH = 1_714_550_400_000_000L;
    private static final String[] IMAGES = {"winword.exe", "powershell.exe", "cmd.exe", "net.exe"};

    /** Lineage that rests on what an event says, and its negation. */
    static final String PLAIN = """
            title: Under Word
            id: under
            dialect: endpoint
            query: |
              any where descendant of [process where process.name : "winword.exe"]
            ---
            title: Reached out under a PowerShell that reached out
            id: reached
            dialect: endpoint
            query: |
              network where descendant of [network where process.name : "powershell.exe"]
            ---
            title: Word's child
            id: child
            dialect: endpoint
            query: |
              process where child of [process where process.name : "winword.exe"]
            ---
            title: Not under cmd
            id: negated
            dialect: endpoint
            query: |
              network where not descendant of [process where process.name : "cmd.exe"]
            """;

    /** Lineage that rests on lineage. */
    static final String NESTED = PLAIN + """
            ---
            title: Under a cmd under Word
            id: nested
            dialect: endpoint
            query: |
              network where descendant of
                [process where process.name : "cmd.exe" and descendant of [process where process.name : "winword.exe"]]
            ---
            title: Word's grandchild
            id: grandchild
            dialect: endpoint
            query: |
              process where child of [process where child of [process where process.name : "winword.exe"]]
            ---
            title: One that came from Word
            id: again
            dialect: endpoint
            query: |
              network where event of [process where child of [process where process.name : "winword.exe"]]
            """;

    RemoteScenario() {
        this(new ArrayList<>(), new LinkedHashMap<>());
    }

    /** Random processes and edges. */
    static RemoteScenario random(long seed, boolean withCircles) {
        RemoteScenario scenario = new RemoteScenario();
        Random random = new Random(seed);
        Map<String, List<String>> known = new LinkedHashMap<>();
        for (String host : HOSTS) {
            List<String> processes = new ArrayList<>();
            int size = 2 + random.nextInt(4);
            for (int i = 0; i < size; i++) {
                String entity = host + ".p" + i;
                String parent = i == 0 || random.nextInt(4) == 0 ? host + ".none" : host + ".p" + random.nextInt(i);
                String image = IMAGES[random.nextInt(IMAGES.length)];
                scenario.start(host, 10 + random.nextInt(40), entity, parent, image);
                processes.add(entity);
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                String image = IMAGES[random.nextInt(IMAGES.length)];
                String entity = processes.get(random.nextInt(size));
                scenario.connects(host, 10 + random.nextInt(50), entity, image);
            }
            known.put(host, processes);
        }
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            int from = random.nextInt(withCircles ? 3 : 2);
            int to = withCircles ? (from + 1 + random.nextInt(2)) % 3 : from + 1 + random.nextInt(2 - from);
            scenario.random("edge" + i, HOSTS.get(from), HOSTS.get(to), known, random);
        }
        return scenario;
    }

    private void random(String edge, String from, String to, Map<String, List<String>> known, Random random) {
        List<Way> told = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> sources = Objects.requireNonNull(known.get(from));
            String source = sources.get(random.nextInt(sources.size()));
            TreeSet<String> started = new TreeSet<>();
            List<String> targets = Objects.requireNonNull(known.get(to));
            for (int one = random.nextInt(2); one >= 0; one--) {
                started.add(targets.get(random.nextInt(targets.size())));
            }
            Way before = told.isEmpty() ? null : told.get(told.size() - 1);
            if (before != null && (random.nextBoolean() || !before.process().equals(source))) {
                told.add(before.withdrawn());
            }
            long offset = (random.nextInt(21) - 10) * SECOND;
            told.add(way(edge, from, source, to, List.copyOf(started), 10 + random.nextInt(40), offset));
        }
        if (random.nextInt(5) == 0) {
            told.add(told.get(told.size() - 1).withdrawn());
        }
        ways.put(edge, told);
    }

    /** The edges that stand at the end. */
    List<Way> standing() {
        return ways.values().stream()
                .map(told -> told.get(told.size() - 1))
                .filter(way -> !way.started().isEmpty())
                .toList();
    }

    RemoteScenario edge(String edge, String from, String source, String to, String started, int second) {
        ways.put(edge, List.of(way(edge, from, source, to, List.of(started), second, 0)));
        return this;
    }

    private static Way way(
            String edge, String from, String source, String to, List<String> started, int second, long offset) {
        return new Way("default", edge, from, source, to, started, EPOCH + second * SECOND, offset);
    }

    RemoteScenario start(String host, int second, String entity, String parent, String image) {
        return add(event(host, second, Activity.PROCESS_START, entity, image).parent(parent, 1));
    }

    RemoteScenario connects(String host, int second, String entity, String image) {
        return add(event(host, second, Activity.NETWORK_CONNECT, entity, image));
    }

    private RemoteScenario add(EndpointEvent.Builder event) {
        events.add(event.build());
        return this;
    }

    private EndpointEvent.Builder event(String host, int second, Activity activity, String entity, String image) {
        return EndpointEvent.builder()
                .endpoint(host)
                .id("e" + events.size())
                .position("log:" + events.size())
                .appendTime(EPOCH)
                .product("windows")
                .service("sysmon")
                .activity(activity)
                .time(EPOCH + second * SECOND, Clock.UTC)
                .process(entity, entity.hashCode() & 0xffff)
                .column(Column.EXECUTABLE, "C:\\x\\" + image);
    }
}
