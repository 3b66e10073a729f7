package io.cordon.engine.edge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened on an endpoint within a minute of one of its clocks, as far as it is joined by time. */
public record Minute(List<Connection> inbound, List<Logon> logons, List<Creation> creations, List<String> executions) {

    static Minute empty() {
        return new Minute(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Adds one unless it is there; where there are too many, the last in order goes. Whether one went. */
    static <T> boolean add(T one, List<T> to, Comparator<T> order, int most) {
        if (to.contains(one)) {
            return false;
        }
        to.add(one);
        to.sort(order);
        if (to.size() <= most) {
            return false;
        }
        to.remove(to.size() - 1);
        return true;
    }
}
