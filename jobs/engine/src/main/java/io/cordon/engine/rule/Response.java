package io.cordon.engine.rule;

/**
 * What a rule wants contained: an action on the process that has a role in one of its steps.
 *
 * @param step the step from 1, or 0 for the default: the last step that starts a process
 */
public record Response(Action action, int step, Role role) {
    /** The process started in the last step that starts one, with its descendants; nothing where no step starts one. */
    public static final Response DEFAULT = new Response(Action.KILL_TREE, 0, Role.PROCESS);

    public enum Action {
        NONE,
        KILL_TREE
    }

    /** Who in an event is meant. */
    public enum Role {
        PROCESS,
        PARENT,
        TARGET
    }
}
