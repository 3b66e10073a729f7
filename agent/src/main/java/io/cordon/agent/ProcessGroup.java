package io.cordon.agent;

import io.cordon.agent.ProcessTable.Facts;
import io.cordon.agent.ProcessTable.Handle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A process and its descendants, all of them suspended.
 *
 * <p>The root is suspended, then its descendants are looked for and suspended, until no new one is found: who is suspended has no
 * child any more, so each look finds only children of those that were still running at the one before, and the looks end. It stops
 * above a protected process, whose descendants are left alone too, and at a maximum.
 */
final class ProcessGroup implements AutoCloseable {
    private static final String PID = "pid ";

    private final ProcessTable table;
    private final Protection protection;
    private final int maximum;
    private final Map<String, Handle> members = new LinkedHashMap<>();
    private final Map<String, String> spared = new HashMap<>();
    private final Set<Handle> ours = new HashSet<>();
    private boolean cut;

    ProcessGroup(ProcessTable table, Protection protection, int maximum) {
        this.table = table;
        this.protection = protection;
        this.maximum = maximum;
    }

    /**
     * Suspends a process and, if its tree is meant, its descendants; all of them, or none where the operating system fails. The root
     * stays its caller's to close.
     */
    void take(Handle root, boolean tree) throws IOException {
        try {
            suspend(root, tree);
        } catch (IOException e) {
            for (Handle member : members.values()) {
                member.resume();
            }
            throw e;
        }
    }

    private void suspend(Handle root, boolean tree) throws IOException {
        members.put(root.facts().entity(), root);
        root.suspend();
        boolean isNew = tree;
        while (isNew) {
            isNew = false;
            for (Facts one : table.all()) {
                isNew |= takeIfDescendant(one);
            }
        }
    }

    private boolean takeIfDescendant(Facts seen) throws IOException {
        if (members.containsKey(seen.entity()) || spared.containsKey(seen.entity()) || !isBelow(seen)) {
            return false;
        }
        Optional<String> objection = protection.objection(seen);
        if (objection.isPresent()) {
            spared.put(seen.entity(), objection.get());
            return false;
        }
        if (members.size() >= maximum) {
            cut = true;
            return false;
        }
        Optional<Handle> found = table.open(seen.pid());
        if (found.isEmpty()) {
            return false;
        }
        Handle handle = found.get();
        if (!handle.facts().entity().equals(seen.entity()) || !handle.suspend()) {
            handle.close();
            return false;
        }
        ours.add(handle);
        members.put(seen.entity(), handle);
        return true;
    }

    /** Whether a member is among its ancestors, and nobody between who is spared. */
    private boolean isBelow(Facts process) {
        for (String ancestor : table.ancestry(process)) {
            if (spared.containsKey(ancestor)) {
                return false;
            }
            if (members.containsKey(ancestor)) {
                return true;
            }
        }
        return false;
    }

    /** Kills all of them, the last found first, and returns the pids of those that did not end. */
    List<Long> kill() throws IOException {
        List<Handle> youngestFirst = new ArrayList<>(members.values());
        Collections.reverse(youngestFirst);
        List<Long> alive = new ArrayList<>();
        for (Handle member : youngestFirst) {
            if (!member.kill()) {
                alive.add(member.facts().pid());
            }
        }
        return alive;
    }

    /** Each member's entity under {@code pid N}; what was left alone, with the reason, under {@code spared N}. */
    Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        members.forEach((entity, member) -> details.put(PID + member.facts().pid(), entity));
        int number = 0;
        for (Map.Entry<String, String> one : spared.entrySet()) {
            details.put("spared " + ++number, one.getKey() + ": " + one.getValue());
        }
        if (cut) {
            details.put("cut", "at " + maximum + " processes");
        }
        return details;
    }

    /** The members' entities by their pids. */
    Map<Long, String> pids() {
        return pids(details());
    }

    /** The members' entities by their pids, as they stand in details. */
    static Map<Long, String> pids(Map<String, String> details) {
        Map<Long, String> pids = new TreeMap<>();
        details.forEach((name, entity) -> {
            if (name.startsWith(PID)) {
                pids.put(Long.valueOf(name.substring(PID.length())), entity);
            }
        });
        return pids;
    }

    @Override
    public void close() {
        ours.forEach(Handle::close);
    }
}
