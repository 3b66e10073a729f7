package io.cordon.agent.conformance;

import io.cordon.agent.conformance.Victims.Victim;
import java.io.IOException;
import java.util.List;

/** What narrows an order is honoured or refused: no agent does more than it was told to. */
final class ArgumentCases {
    private static final String GROUP = "argument";

    private ArgumentCases() {}

    static List<Case> all() {
        return List.of(
                new Case(GROUP, "an order for one actuator is refused", trial -> {
                    Victim victim = trial.victims.start(false);
                    Draft kill = trial.kill(victim);
                    kill.payload().putObject("actuator").putObject("x-other");
                    trial.expect(kill, 400, "payload");
                    trial.lives(victim);
                }),
                new Case(GROUP, "an isolation of another device is refused", trial -> {
                    for (String name : List.of("device_id", "hostname")) {
                        trial.expectRefused(trial.draft("contain")
                                .target("device", name, trial.endpoint() + "-other")
                                .cordon("isolation", "full"));
                    }
                    trial.nothingWasDone();
                    trial.stillObeys();
                }),
                new Case(GROUP, "a denial of a hash in one place is refused", trial -> {
                    Draft deny = trial.draft("deny").hash("c0".repeat(32));
                    deny.payload().withObject("/target/file").put("path", "/cordon-kit/none");
                    trial.expectRefused(deny);
                    trial.stillObeys();
                }),
                new Case(GROUP, "no answer is given where none is asked for", ArgumentCases::none),
                new Case(GROUP, "that it was received is answered where that is asked for", ArgumentCases::received),
                new Case(GROUP, "an answer that nobody knows is refused", trial -> {
                    Victim victim = trial.victims.start(false);
                    trial.expect(asking(trial.kill(victim), "perhaps"), 400, "payload");
                    trial.lives(victim);
                }));
    }

    private static void none(Trial trial) throws IOException {
        Victim victim = trial.victims.start(false);
        Draft kill = asking(trial.kill(victim), "none");
        trial.send(trial.command(kill));
        trial.unanswered(kill.payload().path("command_id").asText());
        trial.isGone(victim);
    }

    private static void received(Trial trial) throws IOException {
        Victim first = trial.victims.start(false);
        Victim second = trial.victims.start(false);
        Draft ack = asking(trial.kill(first), "ack");
        trial.expect(ack, 102, "");
        trial.unanswered(ack.payload().path("command_id").asText());
        Draft status = asking(trial.kill(second), "status");
        trial.expect(status, 102, "");
        trial.answered(status, 200, "");
        trial.isGone(first);
        trial.isGone(second);
    }

    private static Draft asking(Draft draft, String response) {
        return draft.args(args -> args.put("response_requested", response));
    }
}
