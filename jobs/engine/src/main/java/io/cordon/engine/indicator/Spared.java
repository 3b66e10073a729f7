package io.cordon.engine.indicator;

import io.cordon.engine.condition.IpNetwork;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.incident.Lead;
import io.cordon.engine.policy.ImagePath;
import io.cordon.engine.prevalence.Artefact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is never an indicator, since others have to do with it who attack nobody. */
public final class Spared {
    private static final String BUILT_IN = "spared.yaml";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern WORDS = Pattern.compile(" ");
    private static final Pattern PLACEHOLDERS = Pattern.compile("<(?:n|guid|hex|base64|user|temp)>");

    private final Set<String> hashes;
    private final Set<String> interpreters;
    private final List<String> signers;
    private final List<String> domains;
    private final List<IpNetwork> networks;

    private Spared(Map<?, ?> lists) {
        hashes = Set.copyOf(list(lists, "hashes").toList());
        interpreters = list(lists, "interpreters").collect(Collectors.toSet());
        signers = list(lists, "signers").toList();
        domains = list(lists, "domains").toList();
        networks = list(lists, "networks")
                .map(cidr -> Objects.requireNonNull(IpNetwork.of(cidr), cidr))
                .toList();
    }

    /** Those that nobody need say. */
    public static Spared builtIn() {
        try (InputStream in = Spared.class.getResourceAsStream(BUILT_IN)) {
            return new Spared((Map<?, ?>)
                    new Load(LoadSettings.builder().build()).loadFromInputStream(Objects.requireNonNull(in, BUILT_IN)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> list(Map<?, ?> lists, String key) {
        return ((List<?>) Objects.requireNonNull(lists.get(key), key))
                .stream().map(one -> String.valueOf(one).toLowerCase(Locale.ROOT));
    }

    /**
     * Why an artefact is no indicator, or empty where it may be one.
     *
     * @param tokens how many words a command line must have that say something
     */
    String objection(Artefact artefact, Lead lead, int tokens) {
        return switch (artefact.kind()) {
            case IMAGE -> image(artefact.value(), lead);
            case PROCESS_TREE -> tree(artefact.value(), lead.shape(), tokens);
            case COMMAND_LINE -> commandLine(artefact.value(), tokens);
            case DESTINATION -> destination(artefact.value(), lead.thing(Thing.CONTACTED_ADDRESS));
            case SCRIPT -> "";
            case PARENT_CHILD, FLEET -> "many have that in common";
        };
    }

    private String image(String hash, Lead lead) {
        boolean isWritten = hash.equals(lead.thing(Thing.WRITTEN_SHA256));
        String file = lead.thing(isWritten ? Thing.WRITTEN : Thing.FILE);
        String path = file == null ? lead.image() : file;
        if (!SHA256.matcher(hash).matches() || hashes.contains(hash)) {
            return "it is no file's SHA-256";
        }
        if (ImagePath.isBare(path) || ImagePath.isSystems(path)) {
            return "the file is the operating system's, or can't be told from what is";
        }
        String original = lead.thing(Thing.ORIGINAL_NAME);
        if (isInterpreter(path) || (original != null && isInterpreter(original))) {
            return "the file is an interpreter";
        }
        return isListed(lead.thing(Thing.SIGNER)) || isListed(lead.thing(Thing.COMPANY))
                ? "the file is from whom files are spared"
                : "";
    }

    private boolean isInterpreter(String path) {
        String name = ImagePath.name(path);
        String bare = name.endsWith(".exe") ? name.substring(0, name.length() - ".exe".length()) : name;
        // python3.11 is python.
        return interpreters.contains(bare) || interpreters.contains(bare.replaceAll("[0-9.]+$", ""));
    }

    private boolean isListed(@Nullable String name) {
        return name != null && signers.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith);
    }

    private static String commandLine(String shape, int tokens) {
        long telling = telling(shape);
        return telling < tokens ? "the command line says too little: " + telling + " words of " + tokens : "";
    }

    /** What started the process may say a lot and start a lot: at least half has to be said by the process itself. */
    private static String tree(String tree, String shape, int tokens) {
        long own = telling(shape);
        if (own < (tokens + 1) / 2) {
            return "the process says too little: " + own + " words of " + (tokens + 1) / 2;
        }
        // A folder's name has words, too, and says nothing of what was done.
        String parent = tree.substring(tree.lastIndexOf(" < ") + 1);
        String name = tree.substring(0, Math.max(0, tree.indexOf(" > ")));
        long telling = own + telling(parent.substring(Math.max(0, parent.indexOf(name))));
        return telling < tokens ? "the command lines say too little: " + telling + " words of " + tokens : "";
    }

    private static long telling(String shape) {
        return WORDS.splitAsStream(shape)
                .filter(token ->
                        PLACEHOLDERS.matcher(token).replaceAll("").chars().anyMatch(Character::isLetter))
                .count();
    }

    private String destination(String hostAndPort, @Nullable String address) {
        String host = hostAndPort.substring(0, (hostAndPort + ' ').indexOf(' '));
        if (address == null || IpNetwork.of(address + "/0") == null) {
            return "its address is not known, so it can't be told from what is shared";
        }
        if (networks.stream().anyMatch(network -> network.contains(address))) {
            return "the address is internal or shared";
        }
        boolean isName = !host.equals(address) && IpNetwork.of(host + "/0") == null;
        boolean isShared = isName
                && (host.indexOf('.') < 0
                        || domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith('.' + domain)));
        return isShared ? "the name is internal or shared" : "";
    }
}
