package io.cordon.cli;

import io.cordon.agent.Identity;
import io.cordon.agent.conformance.KitKeys;
import io.cordon.agent.conformance.Restart;
import io.cordon.agent.conformance.Victims;
import io.cordon.agent.kafka.Cluster;
import io.cordon.agent.linux.LocalNetwork;
import io.cordon.agent.linux.LocalVictims;
import io.cordon.lab.BrokerLab;
import io.cordon.schemas.KeyPairFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reference agent as a process of its own beside a broker and a registry, that can be killed and started anew. */
final class LabAgent implements Restart, AutoCloseable {
    private static final String NAME = "agent";

    private final BrokerLab lab;
    private final ClusterOptions options;
    private final String endpoint;
    private final Path folder;
    private final KitKeys keys = KitKeys.generate();
    private final Optional<LocalNetwork> network = LocalNetwork.make();
    private final Victims victims;

    private LabAgent(BrokerLab lab, Path folder, String endpoint) throws IOException {
        this.lab = lab;
        this.options = ClusterOptions.of(lab.kafka(), lab.registry(), "");
        this.endpoint = endpoint;
        this.folder = folder;
        this.victims = new LocalVictims(state(), network);
        write("commands.pub", keys.commands());
        write("switch.pub", keys.killSwitch().orElseThrow());
        write("retired.pub", keys.retired().orElseThrow());
    }

    static LabAgent start(Path folder, String endpoint, Steps steps) {
        BrokerLab lab = steps.step(
                "Starting a broker and a registry", () -> BrokerLab.start(Project.root(), folder.resolve("lab")));
        try {
            return steps.step("Creating the topics, starting the reference agent", () -> {
                LabAgent agent = new LabAgent(lab, folder, endpoint);
                new TopicSetup(agent.options, 1).apply();
                agent.start();
                return agent;
            });
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    Cluster cluster() {
        return new Cluster(options.kafkaProperties(), options.schemaRegistry(), options.registryUrl(), options.prefix);
    }

    Identity identity() {
        return new Identity(options.tenant, endpoint, "");
    }

    KitKeys keys() {
        return keys;
    }

    Victims victims() {
        return victims;
    }

    @Override
    public void kill() {
        lab.kill(NAME);
    }

    @Override
    public void start() {
        List<String> command = new ArrayList<>(List.of("agent"));
        command.addAll(options.asArguments());
        command.addAll(List.of("--endpoint", endpoint, "--state", state().toString()));
        command.addAll(List.of("--trust", file("commands.pub").toString()));
        command.addAll(List.of("--trust-kill-switch", file("switch.pub").toString()));
        command.addAll(List.of("--retired", file("retired.pub").toString()));
        command.add("--network"); // never this machine's own
        command.add(
                network.map(LocalNetwork::file).orElseGet(LocalNetwork::none).toString());
        lab.run(NAME, Cordon.class.getName(), command, this::isReady);
    }

    /** It says so in its log, which begins anew with each start. */
    private boolean isReady() {
        try {
            return Files.readString(folder.resolve("lab").resolve(NAME + ".log"))
                    .contains("agent for ");
        } catch (IOException e) {
            return false;
        }
    }

    private Path state() {
        return folder.resolve("agent");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void write(String name, KeyPair pair) {
        try {
            Files.writeString(file(name), KeyPairFile.publicPem(pair.getPublic()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (lab) {
            victims.close();
        }
    }
}
