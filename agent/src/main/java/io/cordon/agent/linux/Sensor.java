package io.cordon.agent.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the processes of this host and tells of their starts and ends, and of the connections that they make.
 *
 * <p>A start is told when a process executes an image; that it was forked is told only where it has a child before that, so that no
 * ancestor is missing. The first record of a process has its start as time, whatever it tells: that is what commands name it by.
 */
final class Sensor {
    private ProcessSource source;
    private long lost;
    private final Boot boot;
    private final Ancestry ancestry;
    private final EcsRecords records;
    private final Connections connections;
    private final Consumer<String> telemetry;
    private final LongSupplier clock;
    private final Map<Long, Sensed> known = new HashMap<>();

    /**
     * @param telemetry takes each record
     * @param clock the time in µs since 1970
     */
    Sensor(
            ProcessSource source,
            Boot boot,
            Ancestry ancestry,
            EcsRecords records,
            Connections connections,
            Consumer<String> telemetry,
            LongSupplier clock) {
        this.source = source;
        this.boot = boot;
        this.ancestry = ancestry;
        this.records = records;
        this.connections = connections;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** Takes in what runs: to be called once, after the source was opened, so that nothing falls in between. */
    void start() throws IOException {
        List<ProcFs.Stat> running = new ArrayList<>();
        for (long pid : ProcFs.pids()) {
            ProcFs.stat(pid).filter(stat -> !stat.isZombie()).ifPresent(running::add);
        }
        running.sort(Comparator.comparing(ProcFs.Stat::startTicks).thenComparing(ProcFs.Stat::pid));
        Set<Long> pids = new HashSet<>();
        for (ProcFs.Stat stat : running) {
            pids.add(stat.pid());
            Sensed before = known.get(stat.pid());
            if (before == null || before.startTicks != stat.startTicks()) {
                Sensed process = take(stat.pid(), stat.startTicks(), stat.parentPid(), ProcFs.image(stat.pid()));
                if (process.image.isPresent()) { // the kernel's own threads are nobody's business
                    tell(process, "already_running", clock.getAsLong());
                }
            }
        }
        for (Sensed process : List.copyOf(known.values())) {
            if (!pids.contains(process.pid)) {
                exited(process.pid, 0, clock.getAsLong());
            }
        }
    }

    /** Goes on with other news: what runs is looked at, since those in between are nobody's. */
    void turnTo(ProcessSource other) throws IOException {
        source = other;
        start();
    }

    /** How often news were lost. */
    long lost() {
        return lost;
    }

    /** Tells what happened since the last call, or waits for it at most so long. */
    void poll(int millis) throws IOException {
        for (ProcessNews news : source.poll(Math.min(millis, connections.waitMillis()))) {
            if (news instanceof ProcessNews.Forked forked) {
                forked(forked);
            } else if (news instanceof ProcessNews.Executed executed) {
                executed(executed);
            } else if (news instanceof ProcessNews.Exited exited) {
                exited(exited.pid(), exited.code(), micros(exited.nanos()));
            } else {
                lost++;
                start();
            }
        }
        for (Connections.Made made : connections.look(this::youngestFirst)) {
            Sensed process = Objects.requireNonNull(known.get(made.pid()));
            telemetry.accept(records.connection(process, made, clock.getAsLong()));
        }
    }

    /** Those that were told of; who connects is most likely one of those that started last. */
    private List<Long> youngestFirst() {
        return known.values().stream()
                .filter(process -> process.isTold)
                .sorted(Comparator.comparing((Sensed process) -> process.startTicks)
                        .reversed())
                .map(process -> process.pid)
                .toList();
    }

    private void forked(ProcessNews.Forked news) {
        // A process that is gone already has no ticks to read; nobody can be led to it any more.
        long ticks = ProcFs.stat(news.pid())
                .map(ProcFs.Stat::startTicks)
                .orElseGet(() -> (micros(news.nanos()) - boot.bootMicros()) / Boot.MICROS_PER_TICK);
        Sensed before = known.get(news.pid());
        if (before == null || before.startTicks != ticks) {
            Sensed parent = known.get(news.parentPid());
            take(news.pid(), ticks, news.parentPid(), parent == null ? Optional.empty() : parent.image);
        }
    }

    private void executed(ProcessNews.Executed news) {
        Sensed process = known.get(news.pid());
        if (process == null) {
            Optional<ProcFs.Stat> stat = ProcFs.stat(news.pid());
            if (stat.isEmpty()) {
                return;
            }
            process = take(news.pid(), stat.get().startTicks(), stat.get().parentPid(), Optional.empty());
        }
        process.image = ProcFs.image(news.pid());
        tell(process, "exec", micros(news.nanos()));
    }

    private void exited(long pid, int code, long micros) {
        Sensed process = known.remove(pid);
        if (process != null) {
            ancestry.ended(process.entity);
            if (process.isTold) {
                telemetry.accept(records.end(process, code, micros));
            }
        }
    }

    private Sensed take(long pid, long ticks, long parentPid, Optional<ProcFs.Image> image) {
        Sensed gone = known.get(pid);
        if (gone != null) {
            ancestry.ended(gone.entity);
        }
        Sensed parent = known.get(parentPid);
        String entity = boot.entity(pid, ticks);
        Optional<String> creator = Optional.ofNullable(parent).map(above -> above.entity);
        ancestry.created(entity, creator);
        Sensed process = new Sensed(pid, ticks, entity, creator, parentPid, image);
        known.put(pid, process);
        return process;
    }

    private void tell(Sensed process, String action, long micros) {
        Sensed parent = parent(process);
        if (parent != null && !parent.isTold && parent.image.isPresent()) {
            tell(parent, "fork", boot.startMicros(parent.startTicks));
        }
        boolean isFirst = !process.isTold;
        process.isTold = true;
        telemetry.accept(records.start(
                process,
                action,
                process.entity + (isFirst ? "-start" : "-" + action + "-" + micros),
                isFirst ? boot.startMicros(process.startTicks) : micros,
                parent));
    }

    private @Nullable Sensed parent(Sensed process) {
        Sensed parent = known.get(process.parentPid);
        return parent != null && process.parent.equals(Optional.of(parent.entity)) ? parent : null;
    }

    /** The wall clock's time of the kernel's monotonic one. */
    private long micros(long nanos) {
        return clock.getAsLong() - TimeUnit.NANOSECONDS.toMicros(Math.max(0, System.nanoTime() - nanos));
    }
}
