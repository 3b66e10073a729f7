package io.cordon.agent.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Looks into {@code /proc} again and again, where the kernel does not tell: what starts and ends between two looks is not seen, and
 * neither is how a process ended. A new process is told at the second look, when it most likely runs what it was started for.
 */
final class ProcPolling implements ProcessSource {
    private static final int INTERVAL_MILLIS = 100;

    private final Map<Long, ProcFs.Stat> known = new HashMap<>();
    private final Set<ProcFs.Stat> fresh = new HashSet<>();

    ProcPolling() {
        look().forEach(stat -> known.put(stat.pid(), stat));
    }

    @Override
    public List<ProcessNews> poll(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
        Map<Long, ProcFs.Stat> now = new HashMap<>();
        look().forEach(stat -> now.put(stat.pid(), stat));
        List<ProcessNews> news = new ArrayList<>();
        known.values().removeIf(stat -> {
            ProcFs.Stat other = now.get(stat.pid());
            boolean ended = other == null || other.startTicks() != stat.startTicks();
            if (ended) {
                news.add(new ProcessNews.Exited(stat.pid(), 0, System.nanoTime()));
            }
            return ended;
        });
        Set<ProcFs.Stat> next = new HashSet<>();
        for (ProcFs.Stat stat : now.values()) {
            if (!known.containsKey(stat.pid()) && !fresh.contains(stat)) {
                next.add(stat);
            } else if (known.putIfAbsent(stat.pid(), stat) == null) {
                news.add(new ProcessNews.Forked(stat.parentPid(), stat.pid(), System.nanoTime()));
                news.add(new ProcessNews.Executed(stat.pid(), System.nanoTime()));
            }
        }
        fresh.clear();
        fresh.addAll(next);
        return news;
    }

    private static List<ProcFs.Stat> look() {
        List<ProcFs.Stat> stats = new ArrayList<>();
        try {
            for (long pid : ProcFs.pids()) {
                ProcFs.stat(pid).filter(stat -> !stat.isZombie()).ifPresent(stats::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // without /proc there is no Linux
        }
        return stats;
    }

    @Override
    public String name() {
        return "/proc";
    }

    @Override
    public void close() {}
}
