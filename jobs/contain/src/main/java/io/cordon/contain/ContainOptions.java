package io.cordon.contain;

import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.EndpointsReader;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.PolicyReader;
import io.cordon.engine.response.ProtectedProcesses;
import io.cordon.engine.rule.RuleError;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.streaming.JobOptions;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of contain. */
public final class ContainOptions extends JobOptions {
    private static final long serialVersionUID = 1;
    private static final String COMMAND = "command";
    private static final Map<String, Purpose> TRUSTED = Map.of(
            "policy",
            Purpose.POLICY,
            "approval",
            Purpose.APPROVAL,
            "kill-switch",
            Purpose.KILL_SWITCH,
            "indicator",
            Purpose.INDICATOR,
            COMMAND,
            Purpose.COMMAND);

    private static final String ENVIRONMENT = "env:";

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description =
                    "The private key that commands are signed with (PEM): a file, or env:NAME for what the variable"
                            + " NAME holds where the job is submitted.")
    private transient @Nullable String key;

    @Option(names = "--policy", description = "What findings may do. Without it everything is audited.")
    private transient @Nullable Path policy;

    @Option(
            names = "--endpoints",
            description = "What is known of endpoints. Of one without a record only processes are touched.")
    private transient @Nullable Path endpoints;

    @Option(names = "--freshness", description = "How old evidence may be for a kill, instead of what the policy says.")
    private @Nullable Duration freshness;

    @Option(names = "--protected", description = "A file of further images that are never touched, one path a line.")
    private transient @Nullable Path protectedFile;

    @Option(
            names = "--trust",
            paramLabel = "PURPOSE=FILE",
            description =
                    "Whose word counts: a public key, for policy, approval, kill-switch or indicator; each may have several."
                            + " Without it nobody's does. For command: a key that commands were signed with before.")
    private transient List<String> trusted = List.of();

    @Option(
            names = "--backfill",
            description = "Judges findings but writes no command: the graph has no sink for them.")
    private boolean backfill;

    /** Not among what every task is sent: only who signs is given it. */
    private transient @Nullable String keyText;

    private String policyText = "";
    private String endpointsText = "";
    private final List<String> trustedKeys = new ArrayList<>();
    private final List<String> protectedPaths = new ArrayList<>();

    @Override
    protected void check() {
        super.check();
        if (key != null) {
            String pem = keyText(key, System.getenv());
            try {
                PublicKey own = KeyPairFile.readPrivate(pem).getPublic();
                trustedKeys.add(COMMAND + '=' + KeyPairFile.publicPem(own));
                keyText = pem;
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--key " + key + ": " + e.getMessage(), e);
            }
        }
        trusted.forEach(this::trust);
        if (protectedFile != null) {
            text(protectedFile)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(protectedPaths::add);
        }
        List<RuleError> errors = new ArrayList<>();
        if (policy != null) {
            policyText = text(policy);
            PolicyReader.Read read = PolicyReader.read(policy.toString(), policyText);
            errors.addAll(read.errors());
            if (read.errors().isEmpty() && read.policy().lacksVersions()) {
                throw new IllegalArgumentException("--policy " + policy
                        + ": it names no rule's version, so nothing would block; see cordon policy pin");
            }
        }
        if (endpoints != null) {
            endpointsText = text(endpoints);
            errors.addAll(
                    EndpointsReader.read(endpoints.toString(), endpointsText).errors());
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    errors.stream().map(RuleError::toString).collect(Collectors.joining("\n")));
        }
        if (freshness != null && (freshness.isNegative() || freshness.isZero())) {
            throw new IllegalArgumentException("--freshness: expected more than nothing, found " + freshness);
        }
    }

    static String keyText(String key, Map<String, String> environment) {
        if (!key.startsWith(ENVIRONMENT)) {
            return text(Path.of(key));
        }
        String pem = environment.get(key.substring(ENVIRONMENT.length()));
        if (pem == null) {
            throw new IllegalArgumentException("--key " + key + ": there is no such variable");
        }
        return pem;
    }

    boolean backfill() {
        return backfill;
    }

    private void trust(String option) {
        int equals = option.indexOf('=');
        String purpose = option.substring(0, Math.max(0, equals));
        if (!TRUSTED.containsKey(purpose)) {
            throw new IllegalArgumentException("--trust " + option
                    + ": expected policy=FILE, approval=FILE, kill-switch=FILE, indicator=FILE or command=FILE");
        }
        String pem = text(Path.of(option.substring(equals + 1)));
        try {
            KeyPairFile.readPublic(pem);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--trust " + option + ": " + e.getMessage(), e);
        }
        trustedKeys.add(purpose + '=' + pem);
    }

    /** The private key, as PEM; only where the options were read. */
    String signingKey() {
        return Objects.requireNonNull(keyText);
    }

    /** Whose word counts, and for what; this job's own commands are known by it too. */
    Keyring keyring() {
        Keyring keyring = Keyring.empty();
        for (String trustedKey : trustedKeys) {
            int equals = trustedKey.indexOf('=');
            Purpose purpose = Objects.requireNonNull(TRUSTED.get(trustedKey.substring(0, equals)));
            keyring = keyring.trusting(purpose, KeyPairFile.readPublic(trustedKey.substring(equals + 1)));
        }
        return keyring;
    }

    /** The policy of the options, as long as nobody has pushed one. */
    Policy policy() {
        return policyText.isEmpty()
                ? Policy.NONE
                : PolicyReader.read("--policy", policyText).policy();
    }

    Endpoints endpoints() {
        return endpointsText.isEmpty()
                ? Endpoints.NONE
                : EndpointsReader.read("--endpoints", endpointsText).endpoints();
    }

    ProtectedProcesses protectedProcesses() {
        return ProtectedProcesses.with(protectedPaths);
    }

    /** A policy with the freshness that the options want. */
    Policy timely(Policy said) {
        return freshness == null
                ? said
                : said.within(new Policy.Freshness(freshness, said.freshness().isolate()));
    }
}
