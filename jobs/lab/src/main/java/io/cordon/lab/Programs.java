package io.cordon.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Programs of this class path that run beside a lab, each by its name. */
final class Programs {
    private final LabProcesses processes;
    private final Map<String, LabProcess> running = new HashMap<>();

    Programs(LabProcesses processes) {
        this.processes = processes;
    }

    void run(String name, String main, List<String> arguments, BooleanSupplier isReady) {
        Program program = new Program(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                main,
                arguments);
        LabProcess process = processes.start(name, program);
        running.put(name, process);
        process.awaitReady(isReady::getAsBoolean);
    }

    void kill(String name) {
        LabProcess process = running.remove(name);
        if (process == null) {
            throw new LabException(name + " does not run");
        }
        process.kill();
    }
}
