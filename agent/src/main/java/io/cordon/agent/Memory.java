package io.cordon.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.cordon.schemas.KillSwitch;
import io.cordon.schemas.Order;
import io.cordon.schemas.Refusal;
import io.cordon.wire.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an agent knows: the sum of its journal's entries, each taken in the moment that it is on disk.
 *
 * <p>State ends: an id when its command has expired, a lease when it was ended, a sequence number a week after it was taken, which is
 * as long as the topic keeps commands.
 */
final class Memory {
    static final long SEQUENCE_MILLIS = TimeUnit.DAYS.toMillis(7);

    private final Map<String, Accepted> accepted = new LinkedHashMap<>();
    private final Map<String, Long> cancelled = new HashMap<>();
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final Map<String, Sequence> sequences = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<String, Long> bypasses = new HashMap<>();
    private Set<String> desired = new HashSet<>();
    private long desiredVersion = -1;
    private KillSwitch killSwitch = KillSwitch.NEVER;

    /**
     * A command that was accepted.
     *
     * @param digest of its payload, so that another command under its id is known from the same one come again
     * @param result null while it is being carried out
     */
    record Accepted(Order order, String digest, @Nullable Result result) {
        Result answer() {
            return result == null
                    ? new Result(Result.PROCESSING, Outcome.unknown, "being carried out", Map.of())
                    : result;
        }
    }

    private record Sequence(long number, long until) {}

    /** Takes in an entry that is on disk. */
    void apply(JsonNode entry) {
        switch (entry.path("t").asText()) {
            case Entries.ACCEPTED -> {
                Order order = Entries.order(entry);
                accepted.put(
                        order.id(), new Accepted(order, entry.path("digest").asText(), null));
                if (order.sequence() != Order.UNORDERED) {
                    long until = entry.path("at").longValue() + SEQUENCE_MILLIS;
                    take(order.target().key(), new Sequence(order.sequence(), until));
                }
            }
            case Entries.ANSWERED ->
                accepted.computeIfPresent(
                        entry.path("id").asText(), (id, known) -> answered(known, Entries.result(entry)));
            case Entries.SEQUENCE ->
                take(
                        entry.path("target").asText(),
                        new Sequence(
                                entry.path("number").longValue(),
                                entry.path("until").longValue()));
            case Entries.CANCELLED ->
                cancelled.put(entry.path("id").asText(), entry.path("until").longValue());
            case Entries.LEASE -> {
                Lease lease = Entries.lease(entry);
                leases.put(lease.id(), lease);
            }
            case Entries.ENDED -> leases.remove(entry.path("lease").asText());
            case Entries.KILL_SWITCH -> killSwitch = Entries.killSwitch(entry);
            case Entries.DESIRED -> {
                desiredVersion = entry.path("version").longValue();
                desired = new HashSet<>();
                entry.path("leases").forEach(lease -> desired.add(lease.asText()));
            }
            case Entries.OFFSET ->
                offsets.put(entry.path("partition").asText(), entry.path("next").longValue());
            case Entries.BYPASS ->
                bypasses.put(entry.path("about").asText(), entry.path("until").longValue());
            default -> throw new IllegalStateException("the journal has an entry of a newer version: " + entry);
        }
    }

    /** What the kill switch stopped may come again. */
    private static @Nullable Accepted answered(Accepted order, Result result) {
        return result.status() == Refusal.KILL_SWITCH.status()
                ? null
                : new Accepted(order.order(), order.digest(), result);
    }

    private void take(String target, Sequence sequence) {
        sequences.merge(target, sequence, (known, other) -> other.number() >= known.number() ? other : known);
    }

    /** Forgets what can't matter any more at a time in ms since 1970. */
    void sweep(long now) {
        accepted.values().removeIf(one -> one.order().stopMillis() <= now && one.result() != null);
        cancelled.values().removeIf(until -> until <= now);
        sequences.values().removeIf(sequence -> sequence.until() <= now);
        bypasses.values().removeIf(until -> until <= now);
    }

    Optional<Accepted> accepted(String id) {
        return Optional.ofNullable(accepted.get(id));
    }

    /** Commands that were being carried out when the agent ended. */
    List<Accepted> unanswered() {
        return accepted.values().stream().filter(one -> one.result() == null).toList();
    }

    /** Whether a lease came into force: its order may have been begun only, or have failed. */
    boolean isCarriedOut(Lease lease) {
        return accepted(lease.order().id())
                .filter(one -> lease.isOf(one.order()))
                .map(one -> one.answer().isOk())
                .orElse(true);
    }

    boolean isCancelled(String id) {
        return cancelled.containsKey(id);
    }

    /** Whether a command with a higher number on the same target was accepted. */
    boolean isSuperseded(Order order) {
        Sequence last = sequences.get(order.target().key());
        return order.sequence() != Order.UNORDERED && last != null && last.number() > order.sequence();
    }

    Optional<Lease> lease(String id) {
        return Optional.ofNullable(leases.get(id));
    }

    List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    KillSwitch killSwitch() {
        return killSwitch;
    }

    long desiredVersion() {
        return desiredVersion;
    }

    /** The leases that the last accepted desired state named. */
    Set<String> desired() {
        return Set.copyOf(desired);
    }

    /** What users wanted nevertheless, and until when, in ms since 1970. */
    Map<String, Long> bypasses() {
        return Map.copyOf(bypasses);
    }

    /** The offset to go on from, or empty for a partition that was never read. */
    Optional<Long> offset(String partition) {
        return Optional.ofNullable(offsets.get(partition));
    }

    /** The entries that a memory without history takes to become this one. */
    List<JsonNode> entries(long now) {
        List<JsonNode> all = new ArrayList<>();
        sequences.forEach((target, sequence) -> all.add(Entries.sequence(target, sequence.number(), sequence.until())));
        accepted.values().forEach(one -> {
            all.add(Entries.accepted(one.order(), one.digest(), now));
            if (one.result() != null) {
                all.add(Entries.answered(one.order().id(), one.result()));
            }
        });
        cancelled.forEach((id, until) -> all.add(Entries.cancelled(id, until)));
        leases.values().forEach(lease -> all.add(Entries.lease(lease)));
        all.add(Entries.killSwitch(killSwitch));
        all.add(Entries.desired(desiredVersion, desired));
        offsets.forEach((partition, next) -> all.add(Entries.offset(partition, next)));
        bypasses.forEach((about, until) -> all.add(Entries.bypass(new Bypasses.Bypass(about, until))));
        return all;
    }
}
