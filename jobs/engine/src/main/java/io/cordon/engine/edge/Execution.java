package io.cordon.engine.edge;

import io.cordon.engine.event.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something on an endpoint that somebody elsewhere may have asked for, as far as it is known by itself.
 *
 * @param id unique on its endpoint
 * @param object the name of the service, task, subscription, file or session, or empty where the process itself was asked for
 * @param runs what the object starts, as {@link CommandText} writes it
 * @param session the logon session that asked, or empty
 * @param user who asked where no session is said, or empty
 * @param owner the process whose own connections belong to it, or empty where those of a shared host may
 * @param started what it started, in order
 * @param from an object's logon, by its session: objects outlive what is kept of sessions
 * @param connections those that may have carried an object
 * @param byUser an object's logon, by its user
 * @param sentTo the keys that were last told of it
 */
public record Execution(
        String id,
        Mechanism mechanism,
        Sighting seen,
        String object,
        String runs,
        String session,
        String user,
        String owner,
        List<Creation> started,
        @Nullable Logon from,
        List<Connection> connections,
        @Nullable Logon byUser,
        List<String> sentTo) {

    private static final int MOST_STARTED = 16;
    private static final int VERSION = 1;

    static Execution ofProcess(Mechanism mechanism, Creation creation, String owner) {
        return new Execution(
                creation.entity().isEmpty()
                        ? "pid " + creation.pid() + " " + creation.seen().event()
                        : creation.entity(),
                mechanism,
                creation.seen(),
                "",
                "",
                creation.session(),
                "",
                owner,
                List.of(creation),
                null,
                List.of(),
                null,
                List.of());
    }

    static Execution ofObject(
            Mechanism mechanism, Sighting seen, String object, String runs, String session, String user) {
        String id = objectKey(mechanism, object) + " " + seen.event();
        return new Execution(
                id, mechanism, seen, object, runs, session, user, "", List.of(), null, List.of(), null, List.of());
    }

    static String objectKey(Mechanism mechanism, String object) {
        return mechanism + " " + CommandText.of(object);
    }

    String objectKey() {
        return objectKey(mechanism, object);
    }

    /** With one more process that its object may have started; the earliest are kept. */
    Execution with(Creation creation) {
        if (started.contains(creation)) {
            return this;
        }
        List<Creation> more = new ArrayList<>(started);
        more.add(creation);
        more.sort(Creation.ORDER);
        return withStarted(more.subList(0, Math.min(more.size(), MOST_STARTED)));
    }

    private Execution withStarted(List<Creation> creations) {
        return copy(List.copyOf(creations), from, connections, byUser, sentTo);
    }

    Execution from(@Nullable Logon logon, List<Connection> carriedBy, @Nullable Logon ofUser) {
        return copy(started, logon, List.copyOf(carriedBy), ofUser, sentTo);
    }

    Execution told(List<String> keys) {
        return copy(started, from, connections, byUser, List.copyOf(keys));
    }

    private Execution copy(
            List<Creation> creations,
            @Nullable Logon logon,
            List<Connection> carriedBy,
            @Nullable Logon ofUser,
            List<String> keys) {
        return new Execution(
                id, mechanism, seen, object, runs, session, user, owner, creations, logon, carriedBy, ofUser, keys);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        Bytes.text(out, id);
        Bytes.text(out, mechanism.name());
        EdgeBytes.write(out, seen);
        Bytes.text(out, object);
        Bytes.text(out, runs);
        Bytes.text(out, session);
        Bytes.text(out, user);
        Bytes.text(out, owner);
        EdgeBytes.all(out, started, EdgeBytes::write);
        EdgeBytes.optional(out, from, EdgeBytes::write);
        EdgeBytes.all(out, connections, EdgeBytes::write);
        EdgeBytes.optional(out, byUser, EdgeBytes::write);
        Bytes.texts(out, sentTo);
    }

    public static Execution read(DataInput in) throws IOException {
        Bytes.version(in, VERSION);
        return new Execution(
                Bytes.text(in),
                Mechanism.valueOf(Bytes.text(in)),
                EdgeBytes.sighting(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                Bytes.text(in),
                EdgeBytes.all(in, EdgeBytes::creation),
                EdgeBytes.optional(in, EdgeBytes::logon),
                EdgeBytes.all(in, EdgeBytes::connection),
                EdgeBytes.optional(in, EdgeBytes::logon),
                Bytes.texts(in));
    }
}
