package io.cordon.contain;

import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.EndpointsReader;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.PolicyReader;
import io.cordon.engine.response.ProtectedProcesses;
import io.cordon.engine.rule.RuleError;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.streaming.JobOptions;
import java.nio.file.Path;
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
    private static final Map<String, Purpose> TRUSTED = Map.of(
            "policy",
            Purpose.POLICY,
            "approval",
            Purpose.APPROVAL,
            "kill-switch",
            Purpose.KILL_SWITCH,
            "indicator",
            Purpose.INDICATOR);

    @Option(names = "--key", required = true, description = "The private key that commands are signed with (PEM).")
    private transient @Nullable Path key;

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
                            + " Without it nobody's does.")
    private transient List<String> trusted = List.of();

    @Option(
            names = "--backfill",
            description = "Judges findings but writes no command: the graph has no sink for them.")
    private boolean backfill;

    private String keyText = "";
    private String policyText = "";
    private String endpointsText = "";
    private final List<String> trustedKeys = new ArrayList<>();
    private final List<String> protectedPaths = new ArrayList<>();

    @Override
    protected void check() {
        super.check();
        if (key != null) {
            keyText = text(key);
            try {
                KeyPairFile.readPrivate(keyText);
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

    boolean backfill() {
        return backfill;
    }

    private void trust(String option) {
        int equals = option.indexOf('=');
        String purpose = option.substring(0, Math.max(0, equals));
        if (!TRUSTED.containsKey(purpose)) {
            throw new IllegalArgumentException(
                    "--trust " + option + ": expected policy=FILE, approval=FILE, kill-switch=FILE or indicator=FILE");
        }
        String pem = text(Path.of(option.substring(equals + 1)));
        try {
            KeyPairFile.readPublic(pem);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--trust " + option + ": " + e.getMessage(), e);
        }
        trustedKeys.add(purpose + '=' + pem);
    }

    EnvelopeSigner signer() {
        return new EnvelopeSigner(KeyPairFile.readPrivate(keyText));
    }

    /** Whose word counts, and for what. */
    Keyring keyring() {
        Keyring keyring = Keyring.empty();
        for (String trustedKey : trustedKeys) {
            int equals = trustedKey.indexOf('=');
            Purpose purpose = Objects.requireNonNull(TRUSTED.get(trustedKey.substring(0, equals)));
            keyring = keyring.trusting(purpose, KeyPairFile.readPublic(trustedKey.substring(equals + 1)));
        }
        return keyring;
    }

    /** By which this job's own commands are known. */
    Keyring commandKeyring() {
        return Keyring.empty()
                .trusting(Purpose.COMMAND, KeyPairFile.readPrivate(keyText).getPublic());
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
