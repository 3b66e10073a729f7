package io.cordon.agent;

import io.cordon.schemas.Order;
import io.cordon.schemas.Refusal;
import io.cordon.schemas.ResponseType;
import io.cordon.wire.CommandResponse;
import io.cordon.wire.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Writes the agent's answers. */
final class Replies {
    private static final int LONGEST_ID = 36;

    private final Identity identity;
    private final List<String> capabilities;
    private final LongSupplier clock;

    Replies(Identity identity, List<String> capabilities, LongSupplier clock) {
        this.identity = identity;
        this.capabilities = capabilities;
        this.clock = clock;
    }

    List<String> capabilities() {
        return capabilities;
    }

    /** What an order wants to hear of what came of it. */
    List<CommandResponse> to(Order order, Result result) {
        return switch (order.response()) {
            case NONE -> List.of();
            case ACK -> List.of(received(order));
            case STATUS -> List.of(received(order), to(order.id(), result));
            case COMPLETE -> List.of(to(order.id(), result));
        };
    }

    private CommandResponse received(Order order) {
        return to(order.id(), new Result(Result.PROCESSING, Outcome.unknown, "received", Map.of()));
    }

    /** What an order wants to hear of what happens later: that its lease has ended, or what it held. */
    List<CommandResponse> later(Order order, Result result) {
        boolean isWanted = order.response() == ResponseType.STATUS || order.response() == ResponseType.COMPLETE;
        return isWanted ? List.of(to(order.id(), result)) : List.of();
    }

    /** What an order wants to hear that is not begun. */
    List<CommandResponse> notBegun(Order order, Result result) {
        return order.response() == ResponseType.NONE ? List.of() : List.of(to(order.id(), result));
    }

    List<CommandResponse> refusing(Order order, Refusal refusal, String why) {
        return notBegun(order, refused(refusal, why));
    }

    CommandResponse to(String id, Result result) {
        return CommandResponse.newBuilder()
                .setTenant(identity.tenant())
                .setEndpoint(identity.endpoint())
                .setCommandId(id)
                .setStatus(result.status())
                .setStatusText(result.text())
                .setOutcome(result.outcome())
                .setAgent(identity.agent())
                .setCapabilities(capabilities)
                .setTime(TimeUnit.MILLISECONDS.toMicros(clock.getAsLong()))
                .setResults(result.details())
                .build();
    }

    /** A refusal's name stands in the results under {@code refusal}; an id that no command may have is cut. */
    CommandResponse refusing(String id, Refusal refusal, String why) {
        return to(id.substring(0, Math.min(LONGEST_ID, id.length())), refused(refusal, why));
    }

    static Result refused(Refusal refusal, String why) {
        String name = refusal.name().toLowerCase(Locale.ROOT);
        Outcome outcome = refusal == Refusal.EXPIRED ? Outcome.expired : Outcome.refused;
        return new Result(refusal.status(), outcome, why.isEmpty() ? name : why, Map.of("refusal", name));
    }
}
