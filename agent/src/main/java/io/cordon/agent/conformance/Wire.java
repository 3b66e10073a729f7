package io.cordon.agent.conformance;

import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.util.List;

/** The topics between the kit and the agent under test. */
public interface Wire {
    /** The bytes of an envelope on a topic, in Confluent's wire format. */
    byte[] encode(String topic, Command envelope);

    void send(List<Sent> records);

    /** What the agent answered since the last call; waits a little where there is nothing. */
    List<CommandResponse> answers();
}
