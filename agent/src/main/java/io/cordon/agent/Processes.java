package io.cordon.agent;

import io.cordon.agent.ProcessTable.Facts;
import io.cordon.agent.ProcessTable.Handle;
import io.cordon.schemas.Order;
import io.cordon.schemas.OrderTarget.OneProcess;
import io.cordon.schemas.Verb;
import io.cordon.wire.Outcome;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Kills, suspends and resumes the process that an order names, or none.
 *
 * <p>The process is taken hold of first and compared then, so that it can't be replaced in between. Its image is no reason to refuse:
 * {@code exec} changes it, and an attacker would.
 */
public final class Processes implements Actuator {
    private final ProcessTable table;
    private final Protection protection;
    private final int maximum;
    private final Map<String, Set<String>> suspended = new HashMap<>(); // entities by lease: each holds by itself

    /** @param maximum how many processes one order may end or suspend */
    public Processes(ProcessTable table, Protection protection, int maximum) {
        this.table = table;
        this.protection = protection;
        this.maximum = maximum;
    }

    @Override
    public Set<Verb> verbs() {
        return Set.of(Verb.KILL, Verb.SUSPEND);
    }

    @Override
    public Result perform(Order order, boolean again) throws IOException {
        OneProcess target = (OneProcess) order.target();
        Optional<Handle> found = table.open(target.pid());
        if (found.isEmpty()) {
            return gone(order, again, "no process has pid " + target.pid());
        }
        try (Handle root = found.get()) {
            Facts facts = root.facts();
            if (!facts.entity().equals(target.entity())) {
                return gone(order, again, "pid " + target.pid() + " is " + facts.entity() + ", not " + target.entity());
            }
            long apart = table.apart(facts, target.startMicros());
            if (apart > TimeUnit.NANOSECONDS.toMicros(table.resolution().toNanos())) {
                return Result.isAnother("pid " + target.pid() + " started " + apart + " µs from what is said");
            }
            Optional<String> objection = protection.objection(root.facts());
            if (objection.isPresent()) {
                return Result.isProtected(objection.get());
            }
            try (ProcessGroup group = new ProcessGroup(table, protection, maximum)) {
                group.take(root, target.tree());
                return order.verb() == Verb.KILL ? kill(group) : suspended(order, group);
            }
        }
    }

    private Result suspended(Order order, ProcessGroup group) {
        hold(order.lease(), group.pids().values());
        return Result.contained("suspended", group.details());
    }

    private void hold(String lease, Collection<String> entities) {
        suspended.computeIfAbsent(lease, key -> new HashSet<>()).addAll(entities);
    }

    /** Also those of its tree whose root has ended meanwhile. */
    @Override
    public void restore(Lease lease) throws IOException {
        hold(lease.id(), ProcessGroup.pids(lease.state()).values());
        perform(lease.order(), true);
    }

    /** Lets the suspended ones go on that are still the same, and that no other lease holds. */
    @Override
    public Result end(Lease lease) throws IOException {
        int resumed = 0;
        for (Map.Entry<Long, String> one : members(lease).entrySet()) {
            boolean isHeld = suspended.entrySet().stream()
                    .anyMatch(other -> !other.getKey().equals(lease.id())
                            && other.getValue().contains(one.getValue()));
            Optional<Handle> found = isHeld ? Optional.empty() : table.open(one.getKey());
            if (found.isPresent()) {
                try (Handle handle = found.get()) {
                    if (handle.facts().entity().equals(one.getValue()) && handle.resume()) {
                        resumed++;
                    }
                }
            }
        }
        suspended.remove(lease.id());
        return Result.released(resumed + " went on");
    }

    /** By pid the entities that a lease suspended; where the agent ended before it could write them down, those that it may have. */
    private Map<Long, String> members(Lease lease) throws IOException {
        if (!lease.state().isEmpty()) {
            return ProcessGroup.pids(lease.state());
        }
        OneProcess target = (OneProcess) lease.order().target();
        Map<Long, String> members = new TreeMap<>(Map.of(target.pid(), target.entity()));
        if (target.tree()) {
            table.all().stream()
                    .filter(one -> table.ancestry(one).contains(target.entity()))
                    .forEach(one -> members.put(one.pid(), one.entity()));
        }
        return members;
    }

    private Result kill(ProcessGroup group) throws IOException {
        List<Long> alive = group.kill();
        return alive.isEmpty()
                ? Result.contained("ended", group.details())
                : new Result(Result.INTERNAL_ERROR, Outcome.failed, "still there: " + alive, group.details());
    }

    /** If it was begun before and the process is not there any more, it was carried out. */
    private static Result gone(Order order, boolean again, String why) {
        return again && order.verb() == Verb.KILL
                ? Result.contained("ended before the agent was started anew", Map.of())
                : Result.notFound(why);
    }
}
