package io.cordon.engine.rule;

import java.util.Locale;

/**
 * What a rule wants contained: an action on what has a role in one of its steps.
 *
 * @param step the step from 1, or 0 for the default: the last step that starts a process, or for what is no process the last step
 */
public record Response(Action action, int step, Role role) {
    /** The process started in the last step that starts one, with its descendants; nothing where no step starts one. */
    public static final Response DEFAULT = new Response(Action.KILL_TREE, 0, Role.PROCESS);

    /** What an action reaches. */
    public enum Reach {
        NOTHING,
        /** A process on the endpoint. */
        PROCESS,
        /** Something that the attack left on the endpoint: a file, a registry value, a service, a task, a subscription. */
        ARTIFACT,
        /** A hash, wherever it is met on the endpoint. */
        HASH,
        /** The endpoint's network. */
        ENDPOINT,
        /** An account, or another machine's address. */
        BEYOND
    }

    /** What can be done, the mildest first within each reach. */
    public enum Action {
        NONE(Reach.NOTHING, Role.PROCESS, false),
        SUSPEND(Reach.PROCESS, Role.PROCESS, true),
        KILL(Reach.PROCESS, Role.PROCESS, false),
        KILL_TREE(Reach.PROCESS, Role.PROCESS, false),
        QUARANTINE_FILE(Reach.ARTIFACT, Role.FILE, false),
        DELETE_REGISTRY_VALUE(Reach.ARTIFACT, Role.OBJECT, false),
        DELETE_SERVICE(Reach.ARTIFACT, Role.OBJECT, false),
        DELETE_TASK(Reach.ARTIFACT, Role.OBJECT, false),
        DELETE_WMI_SUBSCRIPTION(Reach.ARTIFACT, Role.OBJECT, false),
        DENY_HASH(Reach.HASH, Role.FILE, true),
        ISOLATE_SELECTIVE(Reach.ENDPOINT, Role.ENDPOINT, true),
        ISOLATE(Reach.ENDPOINT, Role.ENDPOINT, true),
        CONTAIN_USER(Reach.BEYOND, Role.USER, true),
        CONTAIN_ADDRESS(Reach.BEYOND, Role.TARGET, true);

        private final Reach reach;
        private final Role usual;
        private final boolean lease;

        Action(Reach reach, Role usual, boolean lease) {
            this.reach = reach;
            this.usual = usual;
            this.lease = lease;
        }

        public Reach reach() {
            return reach;
        }

        /** Who is meant where the rule does not say. */
        public Role usual() {
            return usual;
        }

        /** Whether it holds for a time and then ends by itself; else it is done once. */
        public boolean isLease() {
            return lease;
        }

        /** Whether an agent keeps what it took away, and can give it back. */
        public boolean isReversible() {
            return reach == Reach.ARTIFACT;
        }

        /** The action as rules, policies and findings write it. */
        public String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Who or what in an event is meant. */
    public enum Role {
        /** The process that acted, or was started. */
        PROCESS,
        PARENT,
        /** The process that acted; of a connection, the end that it came from. */
        SOURCE,
        /** The process that was acted upon; of a connection, the other end; of a logon, the account. */
        TARGET,
        /** The file that the event names; in a start, the image. */
        FILE,
        /** The account that acted. */
        USER,
        /** The registry value, service, task or subscription that the event names. */
        OBJECT,
        /** The endpoint itself. */
        ENDPOINT
    }
}
