package io.cordon.agent.linux;

import io.cordon.agent.Actuator;
import io.cordon.agent.Lease;
import io.cordon.agent.Network;
import io.cordon.agent.Result;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget;
import io.cordon.schemas.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Cuts off with nftables, in the network namespace that it is given: a table for each lease.
 *
 * <p>A packet passes if every table lets it pass, so leases don't know of each other, and ending one is dropping its table. What the
 * agent needs is let pass first in each.
 */
final class NftNetwork implements Actuator, Network {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<String> command;
    private final Duration longest;
    private final Map<String, Order> inForce = new LinkedHashMap<>();
    private Set<Way> ways = Set.of();

    /** @param longest how long one call of the command may take */
    NftNetwork(List<String> command, Duration longest) {
        this.command = List.copyOf(command);
        this.longest = longest;
    }

    /**
     * The network of a namespace, or empty where {@code nft} is not installed or may not be used.
     *
     * @param namespace the namespace's file, such as {@code /run/netns/NAME}, or empty for this process's own
     */
    static Optional<NftNetwork> of(Optional<Path> namespace) {
        List<String> command = new ArrayList<>();
        namespace.ifPresent(file -> command.addAll(List.of("nsenter", "--net=" + file)));
        command.addAll(List.of("nft", "-f", "-"));
        NftNetwork network = new NftNetwork(command, LONGEST);
        try {
            network.nft("table inet cordon_probe\ndelete table inet cordon_probe\n");
            return Optional.of(network);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Set<Verb> verbs() {
        return Set.of(Verb.ISOLATE, Verb.DENY_ADDRESS);
    }

    @Override
    public synchronized Result perform(Order order, boolean again) throws IOException {
        String table = NftTable.name(order.lease());
        nft(NftTable.of(order, ways).text());
        inForce.put(order.lease(), order);
        return Result.contained("cut off", Map.of("table", table));
    }

    @Override
    public synchronized Result end(Lease lease) throws IOException {
        nft(NftTable.drop(NftTable.name(lease.id())));
        inForce.remove(lease.id());
        return Result.released(lease.order().target() instanceof OrderTarget.Device ? "released" : "let pass");
    }

    @Override
    public synchronized void keepOpen(Set<Way> needed) throws IOException {
        if (!needed.equals(ways)) {
            ways = Set.copyOf(needed);
            for (Order order : inForce.values()) {
                nft(NftTable.of(order, ways).text());
            }
        }
    }

    /** Has a script carried out whole or not at all. */
    private void nft(String script) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        FutureTask<String> talk = new FutureTask<>(() -> talk(process, script));
        Thread talking = new Thread(talk, "nft"); // a pipe that hangs holds up this thread and nobody else
        talking.setDaemon(true);
        talking.start();
        try {
            String said = talk.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IOException("nft: " + said.strip());
            }
        } catch (TimeoutException e) {
            throw new IOException("nft does not end within " + longest, e);
        } catch (ExecutionException e) {
            throw new IOException("nft: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.toHandle().destroyForcibly(); // without a wait for its pipes, as the process itself would
        }
    }

    /** What it says to a script. */
    private static String talk(Process process, String script) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
