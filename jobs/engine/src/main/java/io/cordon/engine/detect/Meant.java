package io.cordon.engine.detect;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Response.Reach;
import io.cordon.engine.rule.Response.Role;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a response means.
 *
 * @param target null where there is nothing
 * @param note why there is nothing, or empty
 */
record Meant(@Nullable Target target, String note) {
    static Meant by(Response response, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        if (response.action() == Action.NONE) {
            return nobody("the rule wants no containment");
        }
        if (response.step() > 1) {
            return nobody("the rule has no step " + response.step());
        }
        return response.action().reach() == Reach.PROCESS
                ? process(response, event, actor, tree)
                : thing(response, event, actor, tree);
    }

    private static Meant process(
            Response response, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        if (response.step() == 0 && event.activity() != Activity.PROCESS_START) {
            return nobody("no step starts a process and the rule names no other target");
        }
        ProcessEntry process = holder(response.role(), event, actor, tree);
        Start start = process == null ? null : tree.start(process);
        if (process == null || start == null) {
            return nobody("which process is meant is not known");
        }
        if (!start.isKnown() || start.pid() == EndpointEvent.ABSENT) {
            return nobody("the start or the pid of the process is not known");
        }
        if (start.clock() != Clock.UTC) {
            return nobody("the start of the process is known on the record clock only");
        }
        boolean isStart = event.activity() == Activity.PROCESS_START;
        return new Meant(
                new Target(
                        event.endpoint(),
                        process.entity(),
                        start.pid(),
                        start.time(),
                        start.column(Column.EXECUTABLE),
                        start.column(Column.COMMAND_LINE),
                        start.column(Column.USER),
                        start.column(Column.LOGON_ID),
                        process != actor ? new TreeMap<>() : isStart ? Named.image(event) : Named.done(event)),
                "");
    }

    /** What is no process; who acted is said with it, as far as that is known. */
    private static Meant thing(Response response, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        SortedMap<String, String> things = new TreeMap<>();
        if (response.action().reach() != Reach.ENDPOINT) {
            Role role = response.role();
            boolean ofImage = role == Role.PROCESS || role == Role.PARENT;
            ProcessEntry process = ofImage ? holder(role, event, actor, tree) : null;
            Start start = process == null ? null : tree.start(process);
            things = ofImage
                    ? Named.imageOf(start, role == Role.PROCESS ? event : null)
                    : Named.by(response.action(), role, event);
            boolean lacksHash = response.action() == Action.DENY_HASH && !things.containsKey(Thing.SHA256.key());
            if (things.isEmpty() || lacksHash) {
                return nobody(
                        "the event does not name what " + response.action().written() + " is meant for");
            }
        }
        Start start = actor == null ? null : tree.start(actor);
        return new Meant(
                new Target(
                        event.endpoint(),
                        actor == null ? "" : actor.entity(),
                        Target.NO_PROCESS,
                        Target.NO_PROCESS,
                        start == null ? event.column(Column.EXECUTABLE) : start.column(Column.EXECUTABLE),
                        start == null ? event.column(Column.COMMAND_LINE) : start.column(Column.COMMAND_LINE),
                        start == null ? event.column(Column.USER) : start.column(Column.USER),
                        null,
                        things),
                "");
    }

    private static @Nullable ProcessEntry holder(
            Role role, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        return switch (role) {
            case PARENT -> tree.process(actor == null ? event.parentEntity() : actor.parent());
            case TARGET -> tree.process(event.targetEntity());
            default -> actor;
        };
    }

    private static Meant nobody(String note) {
        return new Meant(null, note);
    }
}
