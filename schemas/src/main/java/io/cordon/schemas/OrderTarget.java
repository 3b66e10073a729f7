package io.cordon.schemas;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an order is about. */
public sealed interface OrderTarget {
    /** The same for every order about the same thing: sequence numbers order the commands on it. */
    String key();

    /**
     * A process.
     *
     * @param entity the process as the sensor names it
     * @param startMicros its start in µs since 1970 on the endpoint's clock
     * @param tree whether its descendants on this endpoint are meant too
     */
    record OneProcess(long pid, String entity, long startMicros, boolean tree) implements OrderTarget {
        @Override
        public String key() {
            return "process " + entity;
        }
    }

    /**
     * A file, or every file with a content.
     *
     * @param path the full path, or empty where only a hash is meant
     * @param hashes hexadecimal, by algorithm ({@code sha256})
     */
    record File(Optional<String> path, Map<String, String> hashes) implements OrderTarget {
        public File {
            hashes = Map.copyOf(hashes);
        }

        @Override
        public String key() {
            return path.map(file -> "file " + file).orElseGet(() -> "hash " + hashes.get("sha256"));
        }
    }

    /**
     * What a rule describes, before it happens.
     *
     * @param rule the rule's id
     * @param mode what is done about it
     */
    record Behaviour(String rule, HookMode mode) implements OrderTarget {
        @Override
        public String key() {
            return "behaviour " + rule;
        }
    }

    /** The endpoint's network. */
    record Device(Isolation isolation) implements OrderTarget {
        @Override
        public String key() {
            return "device";
        }
    }

    /**
     * How much of the network is cut off. What an agent needs to reach Kafka stays open in each of them.
     *
     * @param scope what is cut off
     * @param allowed addresses that stay reachable; with {@link Scope#SELECTIVE} only
     * @param ports the ports that are cut off; with {@link Scope#PORTS} only
     */
    record Isolation(Scope scope, List<IpBlock> allowed, List<Port> ports) {
        public Isolation {
            allowed = List.copyOf(allowed);
            ports = List.copyOf(ports);
        }

        /** What is cut off. */
        public enum Scope {
            FULL,
            SELECTIVE,
            PORTS
        }
    }

    /**
     * One port on one side of the endpoint.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param inbound whether it is the endpoint's own port, not the other side's
     */
    record Port(int port, String protocol, boolean inbound) {}

    /** A user account. */
    record User(Optional<String> sid, String name) implements OrderTarget {
        @Override
        public String key() {
            return "user " + sid.orElse(name);
        }
    }

    record Address(IpBlock block) implements OrderTarget {
        @Override
        public String key() {
            return "address " + block;
        }
    }

    record RegistryValue(String registryKey, String value) implements OrderTarget {
        @Override
        public String key() {
            return "registry " + registryKey + '\\' + value;
        }
    }

    /**
     * A service, a task or a WMI subscription.
     *
     * @param kind the kind as OpenC2's target names it, such as {@code x-cordon:task}
     */
    record Named(String kind, String name) implements OrderTarget {
        @Override
        public String key() {
            return kind + ' ' + name;
        }
    }

    /** A command that was given before. */
    record Given(String commandId) implements OrderTarget {
        @Override
        public String key() {
            return "command " + commandId;
        }
    }
}
