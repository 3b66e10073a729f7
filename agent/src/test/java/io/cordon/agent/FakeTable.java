package io.cordon.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Processes that exist in a test only, and can start others while they run. */
final class FakeTable implements ProcessTable {
    final List<String> done = new ArrayList<>();
    private final Map<Long, Facts> running = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();
    private final Map<Long, Integer> offspring = new HashMap<>();
    private final Set<Long> failing = new HashSet<>();
    private long nextPid = 1000;

    FakeTable starts(long pid, String parent) {
        return starts(pid, parent, "/usr/bin/sleep");
    }

    FakeTable starts(long pid, String parent, String image) {
        running.put(pid, new Facts(pid, "e" + pid, Optional.of(parent), pid * 1_000_000, Optional.of(image), 0));
        parents.put("e" + pid, parent);
        return this;
    }

    /** Has a process start a child each time that somebody looks, unless it is suspended, until it has so many. */
    FakeTable bears(long pid, int children) {
        offspring.put(pid, children);
        return this;
    }

    /** Has the operating system fail where somebody takes hold of a process. */
    FakeTable fails(long pid) {
        failing.add(pid);
        return this;
    }

    FakeTable ends(long pid) {
        running.remove(pid);
        return this;
    }

    @Override
    public Optional<Handle> open(long pid) throws IOException {
        if (failing.contains(pid)) {
            throw new IOException("pid " + pid + " can't be opened");
        }
        Facts facts = running.get(pid);
        return facts == null ? Optional.empty() : Optional.of(new FakeHandle(facts));
    }

    @Override
    public List<Facts> all() {
        List<Facts> seen = List.copyOf(running.values());
        offspring.forEach((pid, left) -> {
            if (left > 0) {
                offspring.put(pid, left - 1);
                starts(nextPid++, "e" + pid);
            }
        });
        return seen;
    }

    @Override
    public List<String> ancestry(Facts of) {
        List<String> ancestors = new ArrayList<>();
        for (String at = parents.get(of.entity()); at != null; at = parents.get(at)) {
            ancestors.add(at);
        }
        return ancestors;
    }

    @Override
    public Duration resolution() {
        return Duration.ofMillis(10);
    }

    private final class FakeHandle implements Handle {
        private final Facts facts;

        FakeHandle(Facts facts) {
            this.facts = facts;
        }

        @Override
        public Facts facts() {
            return facts;
        }

        @Override
        public boolean suspend() {
            offspring.remove(facts.pid());
            return did("suspend");
        }

        @Override
        public boolean resume() {
            return did("resume");
        }

        @Override
        public boolean kill() {
            did("kill");
            running.remove(facts.pid());
            return true;
        }

        private boolean did(String what) {
            done.add(what + " " + facts.pid());
            return running.containsKey(facts.pid());
        }

        @Override
        public void close() {}
    }
}
