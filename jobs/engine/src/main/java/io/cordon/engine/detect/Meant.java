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
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a response means, and what else an event names: policy may want another action than the rule.
 *
 * @param target null where there is nothing
 * @param note why the rule's own action has nothing to be done to, or empty
 */
record Meant(@Nullable Target target, String note) {
    /** Roles that processes have. */
    private static final Set<Role> PROCESSES = EnumSet.of(Role.PROCESS, Role.PARENT, Role.SOURCE, Role.TARGET);

    static Meant by(Response response, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        if (response.step() > 1) {
            return nobody("the rule has no step " + response.step());
        }
        return switch (response.action().reach()) {
            case NOTHING, PROCESS -> process(response, event, actor, tree);
            default -> thing(response, event, actor, tree);
        };
    }

    private static Meant process(
            Response response, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        Role role = PROCESSES.contains(response.role()) ? response.role() : Role.PROCESS;
        boolean isDefault = response.step() == 0 || role != response.role();
        if (isDefault && event.activity() != Activity.PROCESS_START) {
            return others("no step starts a process and the rule names no other target", event, actor, tree);
        }
        ProcessEntry process = holder(role, event, actor, tree);
        Start start = process == null ? null : tree.start(process);
        String objection = objection(start);
        return process == null || start == null || !objection.isEmpty()
                ? others(objection, event, actor, tree)
                : new Meant(process(event, process, start, process == actor), "");
    }

    /** Why a process is not known well enough to be told from others, or empty. */
    private static String objection(@Nullable Start start) {
        if (start == null) {
            return "which process is meant is not known";
        }
        if (!start.isKnown() || start.pid() == EndpointEvent.ABSENT) {
            return "the start or the pid of the process is not known";
        }
        return start.clock() == Clock.UTC ? "" : "the start of the process is known on the record clock only";
    }

    private static Target process(EndpointEvent event, ProcessEntry process, Start start, boolean isActor) {
        SortedMap<String, String> things = Named.beside(event);
        if (isActor) {
            things.putAll(event.activity() == Activity.PROCESS_START ? Named.image(event) : Named.done(event));
        }
        return new Target(
                event.endpoint(),
                process.entity(),
                start.pid(),
                start.time(),
                start.column(Column.EXECUTABLE),
                start.column(Column.COMMAND_LINE),
                start.column(Column.USER),
                start.column(Column.LOGON_ID),
                things);
    }

    /** No process is meant; what the event names beside can be contained nevertheless. */
    private static Meant others(String note, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        Target others = acting(event, actor, tree, Named.beside(event));
        return new Meant(others.things().isEmpty() && others.user() == null ? null : others, note);
    }

    /** What is no process. Where the event starts a process, that is said too: policy may want it ended. */
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
        boolean isStarted =
                event.activity() == Activity.PROCESS_START && objection(start).isEmpty();
        Target beside = actor != null && start != null && isStarted
                ? process(event, actor, start, things.isEmpty())
                : acting(event, actor, tree, Named.beside(event));
        return new Meant(beside.with(things), "");
    }

    /** Who acted, as far as that is known, with what is no process. */
    private static Target acting(
            EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree, SortedMap<String, String> things) {
        Start start = actor == null ? null : tree.start(actor);
        return new Target(
                event.endpoint(),
                actor == null ? "" : actor.entity(),
                Target.NO_PROCESS,
                Target.NO_PROCESS,
                said(Column.EXECUTABLE, start, event),
                said(Column.COMMAND_LINE, start, event),
                said(Column.USER, start, event),
                null,
                things);
    }

    /** What a process's start says, else what its event does. */
    private static @Nullable String said(Column column, @Nullable Start start, EndpointEvent event) {
        String said = start == null ? null : start.column(column);
        return said == null ? event.column(column) : said;
    }

    private static @Nullable ProcessEntry holder(
            Role role, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        return switch (role) {
            case PARENT -> tree.process(actor == null ? event.parentEntity() : actor.parent());
            case TARGET -> tree.process(event.targetEntity());
            default -> actor;
        };
    }

    static Meant nobody(String note) {
        return new Meant(null, note);
    }
}
