package io.cordon.contain;

import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.EndpointsReader;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.PolicyReader;
import io.cordon.engine.response.Containment;
import io.cordon.engine.response.ProtectedProcesses;
import io.cordon.engine.rule.RuleError;
import io.cordon.streaming.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of contain. */
public final class ContainOptions extends JobOptions {
    private static final long serialVersionUID = 1;

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
            names = "--backfill",
            description = "Judges findings but writes no command: the graph has no sink for them.")
    private boolean backfill;

    private String keyText = "";
    private String policyText = "";
    private String endpointsText = "";
    private final List<String> protectedPaths = new ArrayList<>();

    @Override
    protected void check() {
        super.check();
        if (key != null) {
            keyText = text(key);
            try {
                CommandSigner.of(keyText);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--key " + key + ": " + e.getMessage(), e);
            }
        }
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

    CommandSigner signer() {
        return CommandSigner.of(keyText);
    }

    Containment containment() {
        Policy said = policyText.isEmpty()
                ? Policy.NONE
                : PolicyReader.read("--policy", policyText).policy();
        Endpoints known = endpointsText.isEmpty()
                ? Endpoints.NONE
                : EndpointsReader.read("--endpoints", endpointsText).endpoints();
        Policy meant = freshness == null
                ? said
                : said.within(new Policy.Freshness(freshness, said.freshness().isolate()));
        return new Containment(meant, known, ProtectedProcesses.with(protectedPaths));
    }
}
