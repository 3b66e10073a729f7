package io.cordon.engine.response;

/**
 * What an agent answered.
 *
 * @param endpoint whose agent it was
 * @param status OpenC2's
 * @param refusal the refusal's name, or empty where it did not refuse
 */
public record AgentAnswer(String endpoint, String commandId, int status, String refusal) {
    static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_ERROR = 400;

    /** What an answer says of its order. */
    enum Says {
        /** It was carried out, or nothing is left to do: what it names is gone, or it was called off. */
        DONE,
        /** It was not carried out, and will not be. */
        FAILED,
        /** It may yet be carried out. */
        NOT_YET
    }

    /** An order that was carried out. */
    public static AgentAnswer done(String endpoint, String commandId) {
        return new AgentAnswer(endpoint, commandId, OK, "");
    }

    Says says() {
        return switch (refusal) {
            case "cancelled", "superseded" -> Says.DONE;
            case "kill_switch", "early" -> Says.NOT_YET;
            default ->
                status == OK || status == NOT_FOUND ? Says.DONE : status < FIRST_ERROR ? Says.NOT_YET : Says.FAILED;
        };
    }
}
