package io.cordon.engine.finding;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a finding's response means, as the agent needs it to find the right one or none: a process, or a thing that the event names.
 *
 * @param entity the process that is meant, or that acted where a thing is meant; empty where it is not known
 * @param pid the process's pid, or -1 where a thing is meant
 * @param start its start in µs on the endpoint's UTC clock
 * @param image shown to people; never a reason to refuse
 * @param session its logon id, where known
 * @param things what else is known of it by {@link Thing}'s names, or what is meant
 */
public record Target(
        String endpoint,
        String entity,
        long pid,
        long start,
        @Nullable String image,
        @Nullable String commandLine,
        @Nullable String user,
        @Nullable String session,
        SortedMap<String, String> things) {
    public static final long NO_PROCESS = -1;

    public Target {
        things = Collections.unmodifiableSortedMap(new TreeMap<>(things));
    }

    /** A process of which nothing else is known. */
    public Target(
            String endpoint,
            String entity,
            long pid,
            long start,
            @Nullable String image,
            @Nullable String commandLine,
            @Nullable String user,
            @Nullable String session) {
        this(endpoint, entity, pid, start, image, commandLine, user, session, new TreeMap<>());
    }

    public boolean isProcess() {
        return pid != NO_PROCESS;
    }

    /** What is known of a thing, or null. */
    public @Nullable String thing(Thing thing) {
        return things.get(thing.key());
    }

    /** The same with what else is known. */
    public Target with(Map<String, String> more) {
        SortedMap<String, String> all = new TreeMap<>(things);
        all.putAll(more);
        return new Target(endpoint, entity, pid, start, image, commandLine, user, session, all);
    }

    /** A number that any JVM makes of the same target; what a record makes of itself need not be. */
    public int digest() {
        int process = Objects.hash(endpoint, entity, pid, start, image, commandLine, user, session);
        return things.isEmpty() ? process : 31 * process + things.hashCode();
    }
}
