package io.cordon.agent.linux;

import io.cordon.agent.Actuator;
import io.cordon.agent.Hook;
import io.cordon.agent.Host;
import io.cordon.agent.Identity;
import io.cordon.agent.Network;
import io.cordon.agent.Processes;
import io.cordon.agent.Protection;
import io.cordon.agent.Quarantine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** This Linux, for the reference agent: what it can do here, and what happens here. */
public final class LinuxHost implements AutoCloseable {
    static final String BOOT = "boot";
    private static final int MOST_PROCESSES = 1_000;
    private static final long PID_OF_INIT = 1;

    private final Host host;
    private final Optional<NftNetwork> network;
    private final Optional<ImageGate> gate;
    private final Watch watch;

    private LinuxHost(Host host, Optional<NftNetwork> network, Optional<ImageGate> gate, Watch watch) {
        this.host = host;
        this.network = network;
        this.gate = gate;
        this.watch = watch;
    }

    /**
     * Settings of a Linux host.
     *
     * @param folder what the agent keeps; its quarantine is in there
     * @param isProtected full paths of more images and files that are never touched; a star may end one
     * @param network the file of the network namespace to cut off, or empty for this process's own
     * @param poll looks into {@code /proc} also where the kernel would tell
     * @param denyImages has the kernel ask before it runs an image, while any is denied
     */
    public record Settings(
            Path folder, List<String> isProtected, Optional<Path> network, boolean poll, boolean denyImages) {
        public Settings {
            isProtected = List.copyOf(isProtected);
        }
    }

    /**
     * Looks at what runs, and goes on telling what starts and ends.
     *
     * @param telemetry takes the records, on a thread of its own
     * @param onProblem told on that thread what is seen less well from then on, and why
     */
    public static LinuxHost start(
            Identity identity, Settings settings, Consumer<String> telemetry, Consumer<String> onProblem)
            throws IOException {
        Boot boot = Boot.read(settings.folder().resolve(BOOT));
        Ancestry ancestry = new Ancestry();
        Optional<NftNetwork> network = NftNetwork.of(settings.network());
        List<Actuator> actuators = new ArrayList<>();
        Protection protection = protection(boot, settings.isProtected());
        actuators.add(new Processes(new LinuxProcesses(boot, ancestry), protection, MOST_PROCESSES));
        actuators.add(new Quarantine(
                settings.folder().resolve("quarantine"), new UntouchedFiles(settings.folder(), protection)));
        network.ifPresent(actuators::add);
        Optional<ImageGate> gate = settings.denyImages() ? ImageGate.open(Mounts::all) : Optional.empty();
        gate.ifPresent(one -> actuators.add(guarding(one, protection, boot)));
        ProcessSource source = settings.poll() ? new ProcPolling() : processSource();
        Sensor sensor = new Sensor(
                source,
                boot,
                ancestry,
                new EcsRecords(identity, boot, new UserNames(Path.of("/etc/passwd"))),
                Connections.ofHost(),
                telemetry,
                () -> TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
        sensor.start();
        Watch watch = new Watch(sensor, source, ProcPolling::new, onProblem).start();
        return new LinuxHost(new Host(actuators), network, gate, watch);
    }

    /** The same where nobody is told of problems. */
    public static LinuxHost start(Identity identity, Settings settings, Consumer<String> telemetry) throws IOException {
        return start(identity, settings, telemetry, problem -> {});
    }

    /** A hook that is asked about images. */
    private static Hook guarding(ImageGate gate, Protection protection, Boot boot) {
        Hook hook = new Hook(Set.of(), true, Optional.empty(), System::currentTimeMillis);
        gate.start(
                hook,
                new ImageGate.Passes(
                        pid -> protection.pids().contains(pid)
                                || ProcFs.stat(pid)
                                        .filter(stat -> protection
                                                .entities()
                                                .contains(boot.entity(stat.pid(), stat.startTicks())))
                                        .isPresent(),
                        protection::protects));
        return hook;
    }

    public Host host() {
        return host;
    }

    /** The network that can be cut off, or empty where it can't be here. */
    public Optional<Network> network() {
        return network.map(nft -> nft);
    }

    /** Where the news of processes come from: {@code process connector} or {@code /proc}. */
    public String source() {
        return watch.source();
    }

    /** How well it sees, for announcements: {@code sensor}, and {@code sensor_lost} where news were lost. */
    public Map<String, String> condition() {
        long lost = watch.lost();
        return lost == 0 ? Map.of("sensor", source()) : Map.of("sensor", source(), "sensor_lost", Long.toString(lost));
    }

    private static ProcessSource processSource() {
        try {
            return ProcessConnector.open();
        } catch (IOException e) {
            return new ProcPolling();
        }
    }

    private static Protection protection(Boot boot, List<String> more) throws IOException {
        Set<String> paths = new HashSet<>(more);
        try (InputStream in = LinuxHost.class.getResourceAsStream("protected.txt")) {
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(paths::add);
        }
        Set<String> own = UntouchedFiles.ancestors(ProcessHandle.current().pid())
                .map(stat -> boot.entity(stat.pid(), stat.startTicks()))
                .collect(Collectors.toSet());
        return new Protection(Set.of(PID_OF_INIT), paths, own);
    }

    @Override
    public void close() {
        gate.ifPresent(ImageGate::close);
        watch.close();
    }
}
