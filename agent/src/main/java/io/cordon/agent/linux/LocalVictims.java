package io.cordon.agent.linux;

import io.cordon.agent.conformance.Victims;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sleeping processes of this host, named as the reference agent names them. They end with this one. */
public final class LocalVictims implements Victims {
    private static final String LONG = "600";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Boot boot;
    private final List<Process> started = new ArrayList<>();
    private final Map<Long, Victim> children = new HashMap<>();

    /**
     * Victims for the reference agent of this host.
     *
     * @param agentFolder where that agent keeps what it knows: when the host was booted, among other things
     */
    public LocalVictims(Path agentFolder) throws IOException {
        this.boot = Boot.read(agentFolder.resolve(LinuxHost.BOOT));
    }

    @Override
    public Victim start(boolean withChild) throws IOException {
        List<String> command = withChild ? List.of("sh", "-c", "sleep " + LONG + " & wait") : List.of("sleep", LONG);
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        if (withChild) {
            children.put(process.pid(), child(process));
        }
        return victim(process.pid());
    }

    private Victim child(Process process) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < deadline) {
            Optional<ProcessHandle> child = process.children().findFirst();
            if (child.isPresent()) {
                return victim(child.get().pid());
            }
            Thread.onSpinWait();
        }
        throw new IOException("the shell started no child");
    }

    @Override
    public Optional<Victim> protectedOne() throws IOException {
        return Optional.of(victim(1));
    }

    private Victim victim(long pid) throws IOException {
        ProcFs.Stat stat = ProcFs.stat(pid).orElseThrow(() -> new IOException(pid + " has ended"));
        return new Victim(pid, boot.entity(pid, stat.startTicks()), boot.startMicros(stat.startTicks()));
    }

    @Override
    public boolean isAlive(Victim victim) {
        return stat(victim).isPresent();
    }

    @Override
    public boolean isChildAlive(Victim victim) {
        Victim child = children.get(victim.pid());
        return child != null && isAlive(child);
    }

    @Override
    public boolean isSuspended(Victim victim) {
        return stat(victim).filter(ProcFs.Stat::isStopped).isPresent();
    }

    private Optional<ProcFs.Stat> stat(Victim victim) {
        return ProcFs.stat(victim.pid())
                .filter(stat -> !stat.isZombie()
                        && boot.entity(victim.pid(), stat.startTicks()).equals(victim.entity()));
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        children.values().forEach(child -> {
            if (isAlive(child)) {
                ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }
}
