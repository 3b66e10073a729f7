package io.cordon.agent.linux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cordon.agent.conformance.Victims;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Sleeping processes of this host, named as the reference agent names them, files, and addresses beyond a cable. They end with this one. */
public final class LocalVictims implements Victims {
    private static final String LONG = "600";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Boot boot;
    private final List<Process> started = new ArrayList<>();
    private final Map<Long, Victim> children = new HashMap<>();
    private final Optional<LocalNetwork> network;
    private final Path files = Files.createTempDirectory("cordon-victims");
    private int made;

    /**
     * Victims for the reference agent of this host.
     *
     * @param agentFolder where that agent keeps what it knows: when the host was booted, among other things
     * @param network what that agent is to cut off, or empty where it can't
     */
    public LocalVictims(Path agentFolder, Optional<LocalNetwork> network) throws IOException {
        this.network = network;
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

    @Override
    public Optional<Thing> make(String kind) throws IOException {
        made++;
        return switch (kind) {
            case "file", "image" -> Optional.of(new Thing(kind, file()));
            case "ipv4_net" ->
                network.map(there -> new Thing(kind, TextNode.valueOf("192.0.2." + (2 + made % 2) + "/32")));
            default -> Optional.empty();
        };
    }

    private JsonNode file() throws IOException {
        String content = "#!/bin/sh\nexit 0 # " + made + "\n";
        Path file = Files.writeString(files.resolve("victim-" + made), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return name(file);
    }

    private static ObjectNode name(Path file) throws IOException {
        ObjectNode name = JsonNodeFactory.instance.objectNode().put("path", file.toString());
        name.putObject("hashes")
                .put("sha256", HexFormat.of().formatHex(ImageHashes.sha256().digest(Files.readAllBytes(file))));
        return name;
    }

    @Override
    public boolean isAsMade(Thing thing) throws IOException {
        if (thing.kind().equals("ipv4_net")) {
            return network.orElseThrow().reaches(thing.name().asText().replace("/32", ""));
        }
        Path file = Path.of(thing.name().path("path").asText());
        return Files.exists(file)
                && name(file).equals(thing.name())
                && (thing.kind().equals("file") || runs(file));
    }

    private static boolean runs(Path image) throws IOException {
        try {
            return new ProcessBuilder(image.toString()).start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            return false; // held
        }
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
        network.ifPresent(LocalNetwork::close);
        try (Stream<Path> left = Files.walk(files)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            // a temporary folder
        }
        children.values().forEach(child -> {
            if (isAlive(child)) {
                ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }
}
