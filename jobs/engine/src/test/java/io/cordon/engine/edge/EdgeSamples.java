package io.cordon.engine.edge;

import io.cordon.engine.edge.Trace.Called;
import io.cordon.engine.edge.Trace.Caller;
import io.cordon.engine.edge.Trace.Candidate;
import io.cordon.engine.edge.Trace.Started;
import io.cordon.engine.edge.Trace.Tie;
import io.cordon.engine.event.Clock;
import java.util.List;
import java.util.OptionalLong;

/** Values of edges' state with everything set, for tests of their layout. */
public final class EdgeSamples {
    private static final long AT = 1_714_564_800_000_000L;
    private static final Sighting SEEN = new Sighting("e1", "telemetry/0/5", "h1", AT, Clock.UTC);
    private static final Sighting RECORDED = new Sighting("e2", "", "B\u00fcro", AT + 1, Clock.RECORD);

    private EdgeSamples() {}

    public static TraceHeader header() {
        return new TraceHeader(-100_000, List.of("10.1.0.5", "fe80::1"));
    }

    public static Minute minute() {
        return new Minute(List.of(connection()), List.of(logon()), List.of(creation()), List.of("{p1}"));
    }

    public static Session session() {
        return new Session(List.of(logon()), List.of("{p1}"), List.of("{p0}", "pid 4"));
    }

    public static Execution execution() {
        return new Execution(
                "TASK \\Update e1",
                Mechanism.TASK,
                SEEN,
                "\\Update",
                "c:\\job.exe /q",
                "0xdd",
                "ann",
                "{p9}",
                List.of(creation()),
                logon(),
                List.of(connection()),
                logon(),
                List.of("ip 10.1.0.5\t-17"));
    }

    public static Execution bareExecution() {
        return Execution.ofObject(Mechanism.RDP, SEEN, "session 0x1", "", "", "");
    }

    public static Registered registered() {
        return new Registered(List.of("TASK \\Update e1"), List.of(SEEN, RECORDED));
    }

    public static List<Connection> connections() {
        return List.of(connection(), Connection.withTicket(SEEN, 4, "", "1-2-3"));
    }

    /** A target's half. */
    public static Trace called() {
        Called half = new Called(
                Mechanism.SERVICE,
                SEEN,
                "RUNME",
                List.of(started()),
                Tie.SESSION,
                RECORDED,
                50_003,
                List.of(new Candidate(50_003, SEEN)),
                true);
        return new Trace("acme", "ip 10.1.0.5", "h1", "SERVICE runme e1", null, half, AT + 9);
    }

    /** A source's half. */
    public static Trace caller() {
        Caller half = new Caller(50_003, RECORDED, "{p1}", "C:\\wmic.exe", true, true);
        return new Trace("acme", "ip 10.1.0.5", "h1", "e2", half, null, AT + 9);
    }

    public static KnownEdge edge() {
        return KnownEdge.NONE
                .with(new EdgeNews("ip 10.1.0.5", "acme h1 e1", edge(OptionalLong.of(-2_500)), AT))
                .with(new EdgeNews("ticket 1-2-3", "acme h1 e1", edge(OptionalLong.empty()), AT + 9));
    }

    private static Edge edge(OptionalLong offset) {
        return new Edge(
                "acme",
                "acme h1 e1",
                Mechanism.SERVICE,
                List.of("T1021.002", "T1569.002"),
                Tier.T1,
                new Edge.Source("h0", "10.1.0.5", "{p1}", "C:\\psexec.exe"),
                new Edge.Target("h1", "RUNME", List.of(started())),
                List.of("ip 10.1.0.5", "session"),
                offset,
                List.of(SEEN, RECORDED));
    }

    private static Started started() {
        return new Started(SEEN, "{p2}", "C:\\runme.exe");
    }

    private static Connection connection() {
        return new Connection(
                SEEN,
                true,
                new Connection.Address("10.1.0.5", 50_003),
                new Connection.Address("10.1.0.9", 445),
                "{p1}",
                4711,
                "System",
                "");
    }

    private static Logon logon() {
        return new Logon(RECORDED, Logon.NETWORK, "0xdd", "10.1.0.5", 50_003, "1-2-3", "ann", true);
    }

    private static Creation creation() {
        return new Creation(
                SEEN, "{p2}", 4712, "C:\\job.exe", "c:\\job.exe /q", "0xdd", true, "{p1}", 4711, "svchost.exe", "x");
    }
}
