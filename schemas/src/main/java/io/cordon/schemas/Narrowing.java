package io.cordon.schemas;

import io.cordon.schemas.Fields.MissingException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what would narrow an order and that no agent looks at: whoever left it out of account would do more than the order says.
 *
 * <p>What an agent can honour (a file's hashes, the endpoint that a device names) is its own to compare.
 */
final class Narrowing {
    private static final Map<String, String> BELONGS_TO =
            Map.of("tree", "process", "mode", "x-cordon:behaviour", "allow", "device", "ports", "device");
    private static final Map<String, Pattern> HASHES =
            Map.of("md5", Pattern.compile("[0-9a-fA-F]{32}"), "sha1", Pattern.compile("[0-9a-fA-F]{40}"));

    private Narrowing() {}

    static void refuse(Verb verb, String kind, Fields targets, Fields cordon) throws MissingException {
        for (Map.Entry<String, String> one : BELONGS_TO.entrySet()) {
            if (cordon.has(one.getKey()) && !one.getValue().equals(kind)) {
                throw new MissingException("`args.x-cordon." + one.getKey() + "` says nothing about " + kind);
            }
        }
        if (verb == Verb.DENY_HASH || verb == Verb.ALLOW_HASH) {
            content(targets.object(kind));
        } else if (kind.equals("file")) {
            file(targets.object(kind));
        } else if (kind.equals("device")) {
            device(targets.object(kind));
        }
    }

    /** Every file with that content is meant, wherever it lies, and it is known by its SHA-256 alone. */
    private static void content(Fields file) throws MissingException {
        file.allow(Set.of("hashes"));
        file.object("hashes").allow(Set.of("sha256"));
    }

    private static void file(Fields file) throws MissingException {
        String path = file.text("path");
        String name = file.optionalText("name").orElse("");
        if (!name.isEmpty() && !path.endsWith('/' + name) && !path.endsWith('\\' + name)) {
            throw new MissingException("`target.file.name` is the last part of the path");
        }
        if (file.has("hashes")) {
            Fields hashes = file.object("hashes");
            for (Map.Entry<String, Pattern> one : HASHES.entrySet()) {
                String hash = hashes.optionalText(one.getKey()).orElse("");
                if (!hash.isEmpty() && !one.getValue().matcher(hash).matches()) {
                    throw new MissingException("`target.file.hashes." + one.getKey() + "` has other digits");
                }
            }
        }
    }

    /** Which one it is must be said, and as a text: it is compared with the endpoint. */
    private static void device(Fields device) throws MissingException {
        boolean isNamed = false;
        for (String name : List.of("device_id", "hostname", "idn_hostname")) {
            isNamed |= device.optionalText(name).isPresent();
        }
        if (!isNamed) {
            throw new MissingException("`target.device` has a device_id or a hostname");
        }
    }
}
