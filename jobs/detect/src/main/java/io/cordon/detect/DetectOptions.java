package io.cordon.detect;

import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.PolicyReader;
import io.cordon.engine.prevalence.Memory;
import io.cordon.schemas.EnvelopeSigner;
import io.cordon.schemas.KeyPairFile;
import io.cordon.schemas.Keyring;
import io.cordon.schemas.Purpose;
import io.cordon.schemas.Topics;
import io.cordon.streaming.JobOptions;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What detect takes beside the options of every job. */
public final class DetectOptions extends JobOptions {
    private static final long serialVersionUID = 1;

    /** For measuring: everything up to the decoded event, and no further. */
    @Option(names = "--discard", hidden = true)
    private boolean discard;

    @Option(
            names = "--memory-days",
            paramLabel = "N",
            description =
                    "On how many days the fleet must have been seen before prevalence is known (${DEFAULT-VALUE}).")
    private int memoryDays = Memory.DEFAULT.days();

    @Option(
            names = "--memory-endpoints",
            paramLabel = "N",
            description = "How many endpoints must have been seen before prevalence is known (${DEFAULT-VALUE}).")
    private int memoryEndpoints = Memory.DEFAULT.endpoints();

    @Option(
            names = "--rules-trust",
            required = true,
            paramLabel = "FILE",
            description = "A public key of somebody whose rule sets are obeyed; there may be several.")
    private transient List<Path> rulesTrust = List.of();

    @Option(
            names = "--policy-trust",
            paramLabel = "FILE",
            description =
                    "A public key of somebody whose policies are obeyed; there may be several. A rule that a correlation silences"
                            + " is heard where the policy may block on it.")
    private transient List<Path> policyTrust = List.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy that contain was given, as long as nobody has pushed one.")
    private transient @Nullable Path policy;

    @Option(
            names = "--indicator-key",
            paramLabel = "FILE",
            description =
                    "The private key (PEM) that indicators are signed with, and whose word on them counts. Without it"
                            + " confirmed incidents yield none.")
    private transient @Nullable Path indicatorKey;

    @Option(
            names = "--indicator-trust",
            paramLabel = "FILE",
            description = "A public key whose word on indicators counts too; there may be several.")
    private transient List<Path> indicatorTrust = List.of();

    @Option(
            names = "--verdict-trust",
            paramLabel = "FILE",
            description = "A public key of somebody who says which incidents are attacks; there may be several.")
    private transient List<Path> verdictTrust = List.of();

    private String indicatorKeyText = "";
    private String policyText = "";
    private final List<String> policyKeys = new ArrayList<>();
    private final List<String> rulesKeys = new ArrayList<>();
    private final List<String> trustedKeys = new ArrayList<>();
    private final List<String> verdictKeys = new ArrayList<>();

    @Override
    protected void check() {
        super.check();
        if (indicatorKey != null) {
            indicatorKeyText = text(indicatorKey);
            valid("--indicator-key", indicatorKey, () -> KeyPairFile.readPrivate(indicatorKeyText));
        }
        if (policy != null) {
            policyText = text(policy);
            PolicyReader.read(policy.toString(), policyText).errors().stream()
                    .findFirst()
                    .ifPresent(error -> {
                        throw new IllegalArgumentException("--policy " + error);
                    });
        }
        readPublic("--policy-trust", policyTrust, policyKeys);
        readPublic("--rules-trust", rulesTrust, rulesKeys);
        readPublic("--indicator-trust", indicatorTrust, trustedKeys);
        readPublic("--verdict-trust", verdictTrust, verdictKeys);
    }

    private static void readPublic(String option, List<Path> files, List<String> to) {
        for (Path file : files) {
            String pem = text(file);
            valid(option, file, () -> KeyPairFile.readPublic(pem));
            to.add(pem);
        }
    }

    private static void valid(String option, Path file, Runnable read) {
        try {
            read.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ' ' + file + ": " + e.getMessage(), e);
        }
    }

    /** Whose rule sets are obeyed, and whose policies. */
    Keyring rulesKeyring() {
        return Keyring.empty().trusting(Purpose.RULE_SET, keys(rulesKeys)).trusting(Purpose.POLICY, keys(policyKeys));
    }

    private static List<PublicKey> keys(List<String> pems) {
        return pems.stream().map(KeyPairFile::readPublic).toList();
    }

    /** The topics that rules are read from, without their prefix; that of policies only where somebody's count. */
    List<String> rulesTopics() {
        return policyKeys.isEmpty()
                ? List.of(Topics.RULES, Topics.RULE_SETS)
                : List.of(Topics.POLICIES, Topics.RULES, Topics.RULE_SETS);
    }

    /** The policy of the options, as long as nobody has pushed one. */
    Policy policy() {
        return policyText.isEmpty()
                ? Policy.NONE
                : PolicyReader.read("--policy", policyText).policy();
    }

    /** Who signs indicators; null where nobody does. */
    @Nullable
    EnvelopeSigner indicatorSigner() {
        return indicatorKeyText.isEmpty() ? null : new EnvelopeSigner(KeyPairFile.readPrivate(indicatorKeyText));
    }

    /** Whose word on indicators counts, and whose on incidents. */
    Keyring indicatorKeyring() {
        List<PublicKey> trusted = new ArrayList<>();
        if (!indicatorKeyText.isEmpty()) {
            trusted.add(KeyPairFile.readPrivate(indicatorKeyText).getPublic());
        }
        trusted.addAll(keys(trustedKeys));
        return Keyring.empty().trusting(Purpose.INDICATOR, trusted).trusting(Purpose.VERDICT, keys(verdictKeys));
    }

    /** When the fleet's memory has grown enough to be asked. */
    public Memory memory() {
        return new Memory(memoryDays, memoryEndpoints);
    }

    public boolean discard() {
        return discard;
    }
}
