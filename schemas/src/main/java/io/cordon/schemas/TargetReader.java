package io.cordon.schemas;

import io.cordon.schemas.Fields.MissingException;
import io.cordon.schemas.OrderTarget.Isolation;
import io.cordon.schemas.OrderTarget.Isolation.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what an order is about, from its target and from {@code x-cordon} beside it. */
final class TargetReader {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int HIGHEST_PORT = 65_535;

    private TargetReader() {}

    static OrderTarget read(Verb verb, String kind, Fields targets, Fields cordon) throws MissingException {
        return switch (kind) {
            case "process" -> process(targets.object(kind), cordon);
            case "file" -> file(verb, targets.object(kind));
            case "x-cordon:behaviour" -> behaviour(targets.object(kind), cordon);
            case "device" -> device(verb, targets.object(kind), cordon);
            case "x-cordon:user" -> user(targets.object(kind));
            case "ipv4_net", "ipv6_net" -> address(kind, targets.text(kind));
            case "x-cordon:registry_value" -> {
                Fields value = targets.object(kind);
                value.allow(Set.of("key", "value"));
                yield new OrderTarget.RegistryValue(value.text("key"), value.text("value"));
            }
            case "command" -> new OrderTarget.Given(targets.text(kind));
            default -> {
                Fields named = targets.object(kind);
                named.allow(Set.of("name"));
                yield new OrderTarget.Named(kind, named.text("name"));
            }
        };
    }

    private static OrderTarget process(Fields process, Fields cordon) throws MissingException {
        boolean tree = cordon.has("tree") && cordon.truth("tree");
        return new OrderTarget.OneProcess(process.number("pid"), cordon.text("entity"), cordon.number("start"), tree);
    }

    private static OrderTarget file(Verb verb, Fields file) throws MissingException {
        file.allow(Set.of("path", "name", "hashes"));
        Map<String, String> hashes = new HashMap<>();
        if (file.has("hashes")) {
            Fields given = file.object("hashes");
            for (String algorithm : List.of("md5", "sha1", "sha256")) {
                given.optionalText(algorithm).ifPresent(hash -> hashes.put(algorithm, hash.toLowerCase(Locale.ROOT)));
            }
            given.allow(hashes.keySet());
        }
        if (hashes.containsKey("sha256")
                && !SHA256.matcher(hashes.get("sha256")).matches()) {
            throw new MissingException("`target.file.hashes.sha256` has 64 hexadecimal digits");
        }
        boolean byHash = verb == Verb.DENY_HASH || verb == Verb.ALLOW_HASH;
        if (byHash && !hashes.containsKey("sha256")) {
            throw new MissingException("`target.file.hashes.sha256` is a text");
        }
        return new OrderTarget.File(byHash ? Optional.empty() : Optional.of(file.text("path")), hashes);
    }

    private static OrderTarget behaviour(Fields behaviour, Fields cordon) throws MissingException {
        behaviour.allow(Set.of("rule"));
        HookMode mode = HookMode.of(cordon.text("mode"))
                .orElseThrow(() -> new MissingException("`args.x-cordon.mode` is block, warn or audit"));
        return new OrderTarget.Behaviour(behaviour.text("rule"), mode);
    }

    /** The device is the endpoint that the command is for; a release needs to say no more. */
    private static OrderTarget device(Verb verb, Fields device, Fields cordon) throws MissingException {
        device.allow(Set.of("device_id", "hostname", "idn_hostname"));
        if (verb == Verb.RELEASE) {
            return new OrderTarget.Device(new Isolation(Scope.FULL, List.of(), List.of()));
        }
        List<OrderTarget.Port> ports = new ArrayList<>();
        for (Fields port : cordon.objects("ports")) {
            ports.add(port(port));
        }
        List<IpBlock> allowed = new ArrayList<>();
        for (String block : cordon.texts("allow")) {
            allowed.add(IpBlock.of(block)
                    .orElseThrow(() -> new MissingException("`args.x-cordon.allow` is a list of addresses")));
        }
        if (!ports.isEmpty()) {
            if (cordon.has("isolation") || !allowed.isEmpty()) {
                throw new MissingException("`args.x-cordon` has either ports or an isolation");
            }
            return new OrderTarget.Device(new Isolation(Scope.PORTS, List.of(), ports));
        }
        Scope scope = switch (cordon.text("isolation")) {
            case "full" -> Scope.FULL;
            case "selective" -> Scope.SELECTIVE;
            default -> throw new MissingException("`args.x-cordon.isolation` is full or selective");
        };
        if (scope == Scope.FULL && !allowed.isEmpty()) {
            throw new MissingException("`args.x-cordon.allow` is a selective isolation's");
        }
        return new OrderTarget.Device(new Isolation(scope, allowed, List.of()));
    }

    private static OrderTarget.Port port(Fields port) throws MissingException {
        port.allow(Set.of("port", "protocol", "direction"));
        long number = port.number("port");
        String protocol = port.text("protocol").toLowerCase(Locale.ROOT);
        String direction = port.text("direction");
        if (number < 1 || number > HIGHEST_PORT || !Set.of("tcp", "udp").contains(protocol)) {
            throw new MissingException("`args.x-cordon.ports` has ports from 1 to 65535 of tcp or udp");
        }
        if (!Set.of("in", "out").contains(direction)) {
            throw new MissingException("`args.x-cordon.ports.direction` is in or out");
        }
        return new OrderTarget.Port((int) number, protocol, direction.equals("in"));
    }

    private static OrderTarget user(Fields user) throws MissingException {
        user.allow(Set.of("sid", "name"));
        return new OrderTarget.User(user.optionalText("sid"), user.text("name"));
    }

    private static OrderTarget address(String kind, String text) throws MissingException {
        return IpBlock.of(text)
                .filter(block -> text.indexOf(':') >= 0 == kind.equals("ipv6_net"))
                .map(OrderTarget.Address::new)
                .orElseThrow(() -> new MissingException("`target." + kind + "` is an address or a block of addresses"));
    }
}
