package io.cordon.engine.detect;

import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import org.jspecify.annotations.Nullable;

/**
 * The process that a response means.
 *
 * @param target null where there is none
 * @param note why there is none, or empty
 */
record Meant(@Nullable Target target, String note) {
    static Meant by(Response response, EndpointEvent event, @Nullable ProcessEntry actor, ProcessTree tree) {
        if (response.action() == Action.NONE) {
            return nobody("the rule wants no containment");
        }
        if (response.step() > 1) {
            return nobody("the rule has no step " + response.step());
        }
        if (response.step() == 0 && event.activity() != Activity.PROCESS_START) {
            return nobody("no step starts a process and the rule names no other target");
        }
        ProcessEntry process = switch (response.role()) {
            case PROCESS -> actor;
            case PARENT -> tree.process(actor == null ? event.parentEntity() : actor.parent());
            case TARGET -> tree.process(event.targetEntity());
        };
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
        return new Meant(
                new Target(
                        event.endpoint(),
                        process.entity(),
                        start.pid(),
                        start.time(),
                        start.column(Column.EXECUTABLE),
                        start.column(Column.COMMAND_LINE),
                        start.column(Column.USER),
                        start.column(Column.LOGON_ID)),
                "");
    }

    private static Meant nobody(String note) {
        return new Meant(null, note);
    }
}
