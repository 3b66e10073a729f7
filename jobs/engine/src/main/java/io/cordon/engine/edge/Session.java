package io.cordon.engine.edge;

import java.util.ArrayList;
import java.util.List;

/**
 * A logon id of an endpoint; a boot gives it to somebody else.
 *
 * @param executions what was done in it
 * @param callers the processes in it that connected to somewhere
 */
public record Session(List<Logon> logons, List<String> executions, List<String> callers) {
    static Session empty() {
        return new Session(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
