package io.cordon.agent;

import io.cordon.wire.Outcome;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of carrying out an order.
 *
 * @param status OpenC2's status code
 * @param text for people
 * @param details what was found and done, such as the processes that were ended
 */
public record Result(int status, Outcome outcome, String text, Map<String, String> details) {
    public static final int PROCESSING = 102;
    public static final int OK = 200;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int INTERNAL_ERROR = 500;

    public Result {
        details = Map.copyOf(details);
    }

    /** It is contained. */
    public static Result contained(String text, Map<String, String> details) {
        return new Result(OK, Outcome.remediated, text, details);
    }

    /** It is as it was ordered, and nothing is contained by it. */
    public static Result released(String text) {
        return new Result(OK, Outcome.unknown, text, Map.of());
    }

    /** What the order names is not there any more. */
    public static Result notFound(String text) {
        return new Result(NOT_FOUND, Outcome.failed, text, Map.of());
    }

    /** What the order names runs, and its start is another: so it is not touched, and not done with either. */
    public static Result isAnother(String text) {
        return new Result(FORBIDDEN, Outcome.refused, text, Map.of("refusal", "start"));
    }

    /** This host protects what the order names. */
    public static Result isProtected(String text) {
        return new Result(FORBIDDEN, Outcome.refused, text, Map.of());
    }

    public static Result failed(String text) {
        return new Result(INTERNAL_ERROR, Outcome.failed, text, Map.of());
    }

    /** The same, and one detail more. */
    public Result with(String name, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, value);
        return new Result(status, outcome, text, more);
    }

    public boolean isOk() {
        return status == OK;
    }
}
