package io.cordon.cli;

import io.cordon.engine.indicator.IndicatorRule;
import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.EndpointsReader;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.PolicyReader;
import io.cordon.engine.rule.Rule;
import io.cordon.engine.rule.RuleError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files of policies and of endpoints: YAML that is named so where it stands beside rules. */
final class PolicyFiles {
    private static final List<String> ENDINGS =
            List.of(".policy.yml", ".policy.yaml", ".endpoints.yml", ".endpoints.yaml");
    private static final Pattern OF_ENDPOINTS = Pattern.compile("^endpoints\\s*:", Pattern.MULTILINE);
    private static final Pattern VERSIONS = Pattern.compile("^versions\\s*:", Pattern.MULTILINE);

    private PolicyFiles() {}

    static boolean isPolicy(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** The mistakes of a file, which is of endpoints where it has that key. */
    static List<RuleError> errors(Path file) {
        String text = text(file);
        return OF_ENDPOINTS.matcher(text).find()
                ? EndpointsReader.read(file.toString(), text).errors()
                : PolicyReader.read(file.toString(), text).errors();
    }

    /** @throws CommandException with every mistake */
    static Policy policy(Path file) {
        PolicyReader.Read read = PolicyReader.read(file.toString(), text(file));
        refuse(read.errors());
        return read.policy();
    }

    /** @throws CommandException with every mistake */
    static Endpoints endpoints(@Nullable Path file) {
        if (file == null) {
            return Endpoints.NONE;
        }
        EndpointsReader.Read read = EndpointsReader.read(file.toString(), text(file));
        refuse(read.errors());
        return read.endpoints();
    }

    /** A policy's text, which can do what it wants. */
    static String checked(Path file) {
        if (policy(file).lacksVersions()) {
            throw new CommandException(
                    file + " names no rule's version, so nothing would block: name rules to pin it to");
        }
        return text(file);
    }

    /** The text of endpoint records that can be read. */
    static String checkedEndpoints(Path file) {
        endpoints(file);
        return text(file);
    }

    /** A policy's text with the versions of rules that may do more than audit. */
    static String pinned(Path file, Collection<Rule> rules) {
        String text = text(file);
        policy(file);
        if (VERSIONS.matcher(text).find()) {
            throw new CommandException(file + " names versions already: take `versions:` out to have them named anew");
        }
        StringBuilder pinned = new StringBuilder(text.endsWith("\n") ? text : text + '\n').append("versions:\n");
        versions(rules).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> pinned.append("  '")
                        .append(one.getKey().replace("'", "''"))
                        .append("': ")
                        .append(one.getValue())
                        .append('\n'));
        return pinned.toString();
    }

    static Map<String, String> versions(Collection<Rule> rules) {
        Map<String, String> versions = new HashMap<>();
        rules.forEach(rule -> versions.put(rule.id(), rule.hash()));
        versions.put(IndicatorRule.ID, IndicatorRule.HASH);
        return versions;
    }

    private static void refuse(List<RuleError> errors) {
        if (!errors.isEmpty()) {
            throw new CommandException(errors.stream().map(RuleError::toString).collect(Collectors.joining("\n")));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no " + file, e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
