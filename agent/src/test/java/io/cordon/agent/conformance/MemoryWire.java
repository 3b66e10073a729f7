package io.cordon.agent.conformance;

import io.cordon.agent.Incoming;
import io.cordon.schemas.Decoded;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.SchemaRegistry;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Topics that end in this JVM: each batch is taken as if it had been polled. */
class MemoryWire implements Wire, Restart {
    private final SchemaRegistry registry =
            SchemaRegistry.of(Map.of("schema.registry.url", "memory://" + System.identityHashCode(this)));
    private final Map<String, SchemaCoder<Command>> coders = new HashMap<>();
    private final List<CommandResponse> answers = new ArrayList<>();
    private final List<Incoming> waiting = new ArrayList<>();
    private final KitScene scene;
    private boolean isDown;

    MemoryWire(KitScene scene) {
        this.scene = scene;
        for (String topic : List.of(Topics.COMMANDS, Topics.DESIRED_STATE, Topics.KILL_SWITCH)) {
            try {
                registry.register(SchemaCoder.subject(topic), Command.getClassSchema());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            coders.put(topic, new SchemaCoder<>(registry, topic, Command.class, () -> {}));
        }
    }

    /** The key under which the agent is shown a record. */
    String key(Sent record) {
        return record.key();
    }

    /** What the agent answers. */
    List<CommandResponse> take(List<Incoming> records) {
        return scene.agent().take(records);
    }

    List<CommandResponse> tick() {
        return scene.agent().tick();
    }

    @Override
    public byte[] encode(String topic, Command envelope) {
        return Objects.requireNonNull(coders.get(topic)).encode(envelope);
    }

    @Override
    public void send(List<Sent> records) {
        for (Sent record : records) {
            if (record.value() != null) {
                Purpose purpose = switch (record.topic()) {
                    case Topics.COMMANDS -> Purpose.COMMAND;
                    case Topics.DESIRED_STATE -> Purpose.DESIRED_STATE;
                    default -> Purpose.KILL_SWITCH;
                };
                Decoded<Command> envelope =
                        Objects.requireNonNull(coders.get(record.topic())).decode(record.value());
                waiting.add(new Incoming(purpose, key(record), envelope));
            }
        }
        takeWaiting();
    }

    private void takeWaiting() {
        if (!isDown) {
            answers.addAll(take(List.copyOf(waiting)));
            waiting.clear();
        }
    }

    @Override
    public void kill() {
        isDown = true;
        try {
            scene.end();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void start() {
        try {
            scene.startAnew();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        isDown = false;
        answers.addAll(scene.agent().resume());
        takeWaiting();
    }

    @Override
    public List<CommandResponse> answers() {
        if (answers.isEmpty()) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            answers.addAll(tick());
        }
        List<CommandResponse> given = List.copyOf(answers);
        answers.clear();
        return given;
    }
}
