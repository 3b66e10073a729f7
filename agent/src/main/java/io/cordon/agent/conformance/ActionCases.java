package io.cordon.agent.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.agent.conformance.Victims.Thing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an agent announces it does and takes back, and what it does not announce it refuses. */
final class ActionCases {
    private static final String GROUP = "action";
    private static final long SOON = 4_000;

    private ActionCases() {}

    private interface Script {
        void run(Trial trial, Action action) throws IOException;
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Action action : Action.all()) {
            cases.add(of(action, "it is done and taken back", ActionCases::doneAndTakenBack));
            if (action.isLeased()) {
                cases.add(of(action, "it ends by itself at its stop time", ActionCases::endsByItself));
                cases.add(of(action, "of two leases each holds by itself", ActionCases::twoLeases));
            }
            if (action.isFound()) {
                cases.add(of(action, "what is not there is not found", ActionCases::notFound));
            }
        }
        cases.add(new Case(GROUP, "isolate in part: what is allowed is reached", ActionCases::allowed));
        cases.add(new Case(GROUP, "quarantine: a file with another content is not touched", ActionCases::otherContent));
        return cases;
    }

    /** One that is not announced is refused, and nothing happens. */
    private static Case of(Action action, String name, Script script) {
        return new Case(GROUP, action.what() + ": " + name, trial -> {
            if (trial.announces(action.capability())) {
                script.run(trial, action);
                return;
            }
            Optional<Thing> thing = action.make(trial);
            trial.expect(action.begin(trial, thing), 501, "unknown_order");
            isAsMade(trial, thing, true);
        });
    }

    private static void doneAndTakenBack(Trial trial, Action action) throws IOException {
        Optional<Thing> thing = seen(trial, action);
        if (thing.isEmpty() && action.isFound()) {
            return;
        }
        trial.expect(action.begin(trial, thing), 200, "");
        isAsMade(trial, thing, false);
        trial.expect(action.undo(trial, thing), 200, "");
        isAsMade(trial, thing, true);
        expires(trial, action, thing);
    }

    /** Where nothing shows the effect, at least the answers tell what is right from what is not. */
    private static void expires(Trial trial, Action action, Optional<Thing> thing) {
        trial.expect(
                action.begin(trial, thing).args(args -> args.put("stop_time", trial.now() - SOON)), 403, "expired");
    }

    private static void endsByItself(Trial trial, Action action) throws IOException {
        Optional<Thing> thing = seen(trial, action);
        if (thing.isEmpty() && action.isFound()) {
            return;
        }
        Draft begin = action.begin(trial, thing).args(args -> args.put("stop_time", trial.now() + SOON));
        trial.expect(begin, 200, "");
        isAsMade(trial, thing, false);
        trial.answered(begin, 200, ""); // once more, when the lease has ended
        isAsMade(trial, thing, true);
        expires(trial, action, thing);
    }

    private static void twoLeases(Trial trial, Action action) throws IOException {
        Optional<Thing> thing = seen(trial, action);
        if (thing.isEmpty() && action.isFound()) {
            return;
        }
        Draft longer = action.begin(trial, thing).cordon("lease", trial.freshId());
        Draft shorter = action.begin(trial, thing)
                .cordon("lease", trial.freshId())
                .args(args -> args.put("stop_time", trial.now() + SOON));
        trial.expect(longer, 200, "");
        trial.expect(shorter, 200, "");
        trial.answered(shorter, 200, "");
        isAsMade(trial, thing, false);
        trial.expect(action.undo(trial, thing), 200, "");
        isAsMade(trial, thing, true);
    }

    private static void notFound(Trial trial, Action action) {
        trial.expect(action.begin(trial, Optional.empty()), 404, "");
        if (!action.isLeased()) {
            trial.expect(action.undo(trial, Optional.empty()), 404, "");
        }
    }

    private static void allowed(Trial trial) throws IOException {
        Action action = Action.all().stream()
                .filter(one -> one.scope().equals("selective"))
                .findFirst()
                .orElseThrow();
        Optional<Thing> outside = action.make(trial);
        Optional<Thing> inside = action.make(trial);
        Draft isolate = action.begin(trial, outside)
                .cordon(args -> args.putArray("allow")
                        .add(inside.map(Thing::name).orElseGet(action::missing).asText()));
        if (!trial.announces(action.capability())) {
            trial.expect(isolate, 501, "unknown_order");
            isAsMade(trial, outside, true);
            return;
        }
        seen(trial, action);
        trial.expect(isolate, 200, "");
        isAsMade(trial, outside, false);
        isAsMade(trial, inside, true);
        trial.expect(action.undo(trial, outside), 200, "");
        isAsMade(trial, outside, true);
    }

    private static void otherContent(Trial trial) throws IOException {
        Action action = Action.all().get(0);
        if (!trial.announces(action.capability())) {
            trial.expect(action.begin(trial, Optional.empty()), 501, "unknown_order");
            return;
        }
        Optional<Thing> file = seen(trial, action);
        for (String hash : List.of("sha256 " + "c0".repeat(32), "sha1 " + "c0".repeat(20), "md5 " + "c0".repeat(16))) {
            ObjectNode name = file.map(Thing::name).orElseGet(action::missing).deepCopy();
            name.putObject("hashes").put(hash.split(" ", 2)[0], hash.split(" ", 2)[1]);
            trial.expectRefused(trial.draft(action.action()).target(action.target(), name));
        }
        isAsMade(trial, file, true);
    }

    /** What shows the effect; where nobody can make it, the case says so, and as many answers as possible are compared. */
    private static Optional<Thing> seen(Trial trial, Action action) throws IOException {
        Optional<Thing> thing = action.make(trial);
        if (thing.isEmpty() && !action.made().isEmpty()) {
            trial.cantRun("nobody makes a thing that shows the effect: " + action.made());
        }
        return thing;
    }

    private static void isAsMade(Trial trial, Optional<Thing> thing, boolean expected) throws IOException {
        if (thing.isPresent()) {
            trial.isAsMade(thing.get(), expected);
        }
    }
}
