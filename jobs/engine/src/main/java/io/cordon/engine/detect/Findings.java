package io.cordon.engine.detect;

import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.Activity;
import io.cordon.engine.event.Clock;
import io.cordon.engine.event.Column;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.finding.Evidence;
import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Finding.State;
import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Response;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.tree.EndpointHeader;
import io.cordon.engine.tree.ProcessEntry;
import io.cordon.engine.tree.ProcessTree;
import io.cordon.engine.tree.Start;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words a verdict on an event as a finding. */
final class Findings {
    private static final int ID_BYTES = 16;

    private Findings() {}

    static Finding of(
            OpenMatch match,
            Rule rule,
            Truth truth,
            String ruleSet,
            ProcessTree tree,
            EndpointHeader clocks,
            int version) {
        EndpointEvent event = match.event;
        ProcessEntry actor = tree.actor(event);
        long time = clocks.utc(event.time(), event.clock());
        Evidence evidence = new Evidence(
                event.id(),
                List.copyOf(match.positions),
                event.endpoint(),
                actor == null ? event.entity() : actor.entity(),
                0,
                time,
                match.firstAppend);
        Meant meant = meant(event, rule.response(), actor, tree);
        return new Finding(
                id(event.tenant(), rule.id(), event.id()),
                version,
                !truth.holds() ? State.RETRACTED : truth.settled() ? State.CONFIRMED : State.PROVISIONAL,
                event.tenant(),
                rule,
                ruleSet,
                List.of(event.endpoint()),
                time,
                time,
                List.of(evidence),
                0,
                !truth.settled(),
                !truth.settled(),
                meant.target,
                meant.note);
    }

    /** The id that a finding of this rule, completed by this event, has in every run. */
    static String id(String tenant, String rule, String event) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(tenant, rule, event)) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private record Meant(@Nullable Target target, String note) {}

    /** The process that the response means, or why there is none. */
    private static Meant meant(EndpointEvent event, Response response, @Nullable ProcessEntry actor, ProcessTree tree) {
        if (response.action() == Action.NONE) {
            return new Meant(null, "the rule wants no containment");
        }
        if (response.step() > 1) {
            return new Meant(null, "the rule has no step " + response.step());
        }
        if (response.step() == 0 && event.activity() != Activity.PROCESS_START) {
            return new Meant(null, "no step starts a process and the rule names no other target");
        }
        ProcessEntry process = switch (response.role()) {
            case PROCESS -> actor;
            case PARENT -> tree.process(actor == null ? event.parentEntity() : actor.parent());
            case TARGET -> tree.process(event.targetEntity());
        };
        Start start = process == null ? null : tree.start(process);
        if (process == null || start == null) {
            return new Meant(null, "which process is meant is not known");
        }
        if (!start.isKnown() || start.pid() == EndpointEvent.ABSENT) {
            return new Meant(null, "the start or the pid of the process is not known");
        }
        if (start.clock() != Clock.UTC) {
            return new Meant(null, "the start of the process is known on the record clock only");
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
}
