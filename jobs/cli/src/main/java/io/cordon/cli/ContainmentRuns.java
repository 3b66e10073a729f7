package io.cordon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cordon.cli.ContainmentWatch.Program;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.SchemaCoder;
import io.cordon.schemas.Topics;
import io.cordon.wire.Command;
import io.cordon.wire.CommandResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Starts chains and decoys one after the other, and looks what becomes of them. */
final class ContainmentRuns implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than Flink needs to start a job anew on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int NOT_FOUND = 404;

    /** Decoys live on until so many further chains were dealt with: whatever was ordered by mistake has come by then. */
    private static final int LINGERING = 5;

    private static final int WARM_UP = 20;

    private final ClusterOptions cluster;
    private final String endpoint;
    private final StandIns standIns;
    private final ContainmentWatch watch;
    private final EnvelopeSigner signer;
    private final SchemaCoder<Command> commands;
    private final KafkaProducer<String, byte[]> producer;
    private final Deque<String> lingering = new ArrayDeque<>();
    private final Set<String> expected = new HashSet<>();
    private ContainmentTally tally = new ContainmentTally();

    ContainmentRuns(ClusterOptions cluster, String endpoint, Path key, StandIns standIns, ContainmentWatch watch)
            throws IOException {
        this.cluster = cluster;
        this.endpoint = endpoint;
        this.standIns = standIns;
        this.watch = watch;
        this.signer = new EnvelopeSigner(KeyPairFile.readPrivate(Files.readString(key)));
        this.commands =
                new SchemaCoder<>(cluster.schemaRegistry(), cluster.topic(Topics.COMMANDS), Command.class, () -> {});
        Map<String, Object> properties = cluster.kafkaProperties();
        properties.put("acks", "all");
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** The JVMs are cold, and the agent first tells of everything that runs; what comes of it is not counted. */
    void warmUp() throws IOException, InterruptedException {
        for (int run = 0; run < WARM_UP; run++) {
            run("w" + run, () -> {});
        }
        endDecoys(0);
        tally = new ContainmentTally();
    }

    /** What else happens while chains run. */
    interface Meanwhile {
        /** Called when the chain of a run has been started. */
        void started(int run);
    }

    ContainmentTally run(int runs, Meanwhile meanwhile) throws IOException, InterruptedException {
        for (int run = 0; run < runs; run++) {
            int number = run;
            run("r" + run, () -> meanwhile.started(number));
            endDecoys(LINGERING);
        }
        endDecoys(0);
        strays();
        return tally;
    }

    private void run(String run, Runnable started) throws IOException, InterruptedException {
        String chain = run + "-chain";
        String probe = UUID.randomUUID().toString();
        long probed = System.nanoTime();
        write(Topics.TELEMETRY, endpoint, probe(probe));
        standIns.chain(chain);
        standIns.withoutPipe(run + "-file");
        standIns.underProtected(run + "-protected");
        lingering.add(run);
        started.run();
        watch.await(() -> watch.probe(probe), PATIENCE)
                .ifPresent(back -> tally.roundTrip(TimeUnit.NANOSECONDS.toMicros(back - probed)));
        Optional<Program> program = watch.await(() -> watch.program(chain), PATIENCE);
        Optional<Long> end = program.isEmpty()
                ? Optional.empty()
                : watch.await(() -> watch.end(program.get().entity()), PATIENCE);
        if (program.isEmpty() || end.isEmpty()) {
            tally.missed(chain + (program.isEmpty() ? ": it was not told" : ": it lives"));
            standIns.hangUp(chain);
            return;
        }
        tally.killed(end.get() - program.get().started());
        expected.add(program.get().entity());
        expected.add(program.get().parent());
        givenThePid(run, program.get().parent(), program.get().started());
    }

    /** A process gets the killed one's pid, and the same order, signed as contain does, under another id. */
    private void givenThePid(String run, String interpreter, long started) throws IOException, InterruptedException {
        Optional<Command> command = watch.await(() -> watch.command(interpreter), PATIENCE);
        if (command.isEmpty()
                || watch.await(() -> watch.end(interpreter), PATIENCE).isEmpty()) {
            tally.missed(run + ": the interpreter was not ended by a command");
            return;
        }
        tally.ordered(watch.ordered(command.get().getCommandId()) - started);
        ObjectNode order = (ObjectNode) JSON.readTree(ContainmentWatch.payload(command.get()));
        Optional<StandIns.Sleeper> given =
                standIns.withPid(order.at("/target/process/pid").asLong());
        if (given.isEmpty()) {
            tally.pidTaken();
            return;
        }
        try (StandIns.Sleeper other = given.get()) {
            String id = UUID.randomUUID().toString();
            order.put("command_id", id);
            send(order, id, command.get());
            Optional<CommandResponse> answer = watch.await(() -> watch.response(id), PATIENCE);
            boolean isRefused = answer.isPresent() && answer.get().getStatus() == NOT_FOUND;
            tally.decoy(
                    other.isAlive() && isRefused
                            ? ""
                            : run + ": given the pid, answered "
                                    + answer.map(CommandResponse::toString).orElse("nothing"));
        }
    }

    private void send(JsonNode order, String id, Command like) {
        Command envelope = signer.envelope(
                Purpose.COMMAND,
                cluster.tenant,
                endpoint,
                id,
                order.toString(),
                like.getStartTime(),
                like.getStopTime());
        write(Topics.COMMANDS, cluster.tenant + '/' + endpoint, commands.encode(envelope));
    }

    private void write(String topic, String key, byte[] value) {
        @SuppressWarnings("unused") // what does not come back is missed
        Future<RecordMetadata> told = producer.send(new ProducerRecord<>(cluster.topic(topic), key, value));
        producer.flush();
    }

    /** Ends decoys of all but the last runs, after a look whether they still live. */
    private void endDecoys(int but) throws InterruptedException {
        while (lingering.size() > but) {
            String run = lingering.remove();
            for (String kind : new String[] {"-file", "-protected"}) {
                String tag = run + kind;
                Optional<Program> program = watch.await(() -> watch.program(tag), PATIENCE);
                boolean lives = program.isPresent()
                        && watch.end(program.get().entity()).isEmpty()
                        && watch.end(program.get().parent()).isEmpty();
                tally.decoy(lives ? "" : tag + (program.isPresent() ? " was ended" : " was not told"));
                standIns.hangUp(tag);
            }
        }
    }

    /** Whatever was ended or ordered beside the chains. */
    private void strays() throws InterruptedException {
        for (Command command : watch.commands()) {
            String entity = read(command).at("/args/x-cordon/entity").asText();
            if (!expected.contains(entity)) {
                tally.strayed("an order that nobody expects: " + ContainmentWatch.payload(command));
            }
            if (watch.await(() -> watch.response(command.getCommandId()), PATIENCE)
                    .isEmpty()) {
                tally.strayed("never answered: " + command.getCommandId());
            }
            if (watch.executions(command.getCommandId()) > 1) {
                tally.strayed("carried out more than once: " + command.getCommandId());
            }
            watch.response(command.getCommandId())
                    .ifPresent(answer -> answer.getResults().forEach((name, ended) -> {
                        if (name.startsWith("pid ") && !expected.contains(ended)) {
                            tally.strayed(name + " was ended: " + ended);
                        }
                    }));
        }
    }

    private static JsonNode read(Command command) {
        try {
            return JSON.readTree(ContainmentWatch.payload(command));
        } catch (IOException e) {
            throw new CommandException("a command cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] probe(String id) {
        ObjectNode record = JSON.createObjectNode();
        record.put("@timestamp", Instant.now().toString());
        record.putObject("ecs").put("version", "8.17.0");
        ObjectNode event =
                record.putObject("event").put("id", id).put("kind", "event").put("action", "probe");
        event.putArray("category").add("host");
        record.putObject("host").put("id", endpoint);
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
