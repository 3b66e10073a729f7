package io.cordon.agent.conformance;

import io.cordon.agent.Identity;
import io.cordon.agent.conformance.Victims.Victim;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the commands and documents of one case, each under an id of its own. */
class Writing {
    static final long MINUTE = 60_000;

    final KitKeys keys;
    private final Identity agent;
    private final Wire wire;
    private final String run;
    private int ids;

    /** @param run tells this run's ids from those of others */
    Writing(Identity agent, Wire wire, KitKeys keys, String run) {
        this.agent = agent;
        this.wire = wire;
        this.keys = keys;
        this.run = run;
    }

    String endpoint() {
        return agent.endpoint();
    }

    String freshId() {
        return run + '-' + ++ids;
    }

    long now() {
        return System.currentTimeMillis();
    }

    /** An order that holds from a minute ago for two minutes. */
    Draft draft(String action) {
        return Draft.of(agent.tenant(), agent.endpoint(), freshId(), action, now() - MINUTE, now() + MINUTE);
    }

    Draft kill(Victim victim) {
        return draft("stop").process(victim.pid(), victim.entity(), victim.startMicros());
    }

    Sent command(Draft draft) {
        return command(draft.signed(keys.signer()));
    }

    Sent command(Command envelope) {
        return sent(Topics.COMMANDS, agent.key(), envelope);
    }

    Sent desiredState(EnvelopeSigner signer, String id, long version, long stop, String entries) {
        return sent(Topics.DESIRED_STATE, agent.key(), state(signer, id, version, stop, entries));
    }

    private Command state(EnvelopeSigner signer, String id, long version, long stop, String entries) {
        String payload = "{\"tenant\":\"" + agent.tenant() + "\",\"endpoint\":\"" + agent.endpoint() + "\",\"version\":"
                + version + ",\"stop_time\":" + stop + ",\"entries\":[" + entries + "]}";
        return signer.envelope(Purpose.DESIRED_STATE, agent.tenant(), agent.endpoint(), id, payload, 0, stop);
    }

    /** A desired state whose payload says something else than what was signed. */
    Sent altered(String id, long version, long stop, String entries, String from, String to) {
        Command signed = state(keys.signer(), id, version, stop, entries);
        String payload =
                StandardCharsets.UTF_8.decode(signed.getPayload().duplicate()).toString();
        ByteBuffer other = ByteBuffer.wrap(payload.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return sent(
                Topics.DESIRED_STATE,
                agent.key(),
                Command.newBuilder(signed).setPayload(other).build());
    }

    Sent killSwitch(EnvelopeSigner signer, String id, long epoch, boolean on) {
        long stop = now() + MINUTE;
        String payload = "{\"tenant\":\"" + agent.tenant() + "\",\"epoch\":" + epoch + ",\"on\":" + on
                + ",\"stop_time\":" + stop + "}";
        return sent(
                Topics.KILL_SWITCH,
                agent.tenant(),
                signer.envelope(Purpose.KILL_SWITCH, agent.tenant(), "", id, payload, 0, stop));
    }

    private Sent sent(String topic, String key, Command envelope) {
        return new Sent(topic, key, Map.of(), wire.encode(topic, envelope));
    }
}
