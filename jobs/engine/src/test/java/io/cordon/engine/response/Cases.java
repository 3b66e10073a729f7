package io.cordon.engine.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import io.cordon.engine.policy.Endpoints;
import io.cordon.engine.policy.EndpointsReader;
import io.cordon.engine.policy.Policy;
import io.cordon.engine.policy.PolicyReader;
import io.cordon.engine.rule.Response.Action;
import io.cordon.engine.rule.Rule.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A finding that is to be ordered upon, of which each test changes what it is about. */
final class Cases {
    /** 2026-03-01T12:00:00Z. */
    static final long EVIDENCE = 1_772_366_400_000_000L;

    static final long SECOND = 1_000_000;

    String finding = "f1";
    int version = 1;
    Finding.State state = Finding.State.CONFIRMED;
    String rule = "rule-1";
    String hash = "hash-1";
    Mode ceiling = Mode.BLOCK;
    Action wanted = Action.KILL_TREE;
    List<String> tags = List.of();
    boolean ancestryIncomplete;
    boolean disprovable;
    long time = EVIDENCE;
    long appendTime = EVIDENCE + SECOND;
    Set<String> reporters = Set.of("ws1");
    Set<String> grafted = Set.of();

    @Nullable
    Target target = target(4242, "C:\\Users\\ann\\AppData\\Local\\Temp\\a.exe");

    /** A finding of a rule's on an endpoint, so many seconds after the evidence of others. */
    static Cases of(String finding, String rule, String endpoint, long seconds) {
        Cases one = new Cases();
        one.finding = finding;
        one.rule = rule;
        one.time = EVIDENCE + seconds * SECOND;
        one.appendTime = one.time;
        one.reporters = Set.of(endpoint);
        one.target = new Target(endpoint, "{e-" + finding + "}", 4242, EVIDENCE, "C:\\a.exe", "a", "CORP\\ann", null);
        return one;
    }

    static Target target(long pid, @Nullable String image) {
        return new Target("ws1", "{e-1}", pid, EVIDENCE - SECOND, image, "a.exe -enc \"ü\"", "CORP\\ann", "0x3e9");
    }

    /** A thing that an event of the endpoint names. */
    static Target thing(Map<Thing, String> things) {
        Target actor =
                new Target("ws1", "{e-1}", Target.NO_PROCESS, Target.NO_PROCESS, "C:\\a.exe", null, "CORP\\ann", null);
        for (Map.Entry<Thing, String> one : things.entrySet()) {
            actor = actor.with(Map.of(one.getKey().key(), one.getValue()));
        }
        return actor;
    }

    /** A policy of these lines, in which the rule may block in this version. */
    static Policy policy(String lines) {
        PolicyReader.Read read = PolicyReader.read(
                "p.yml", "policy: p\n" + (lines.contains("versions:") ? "" : "versions: {rule-1: hash-1}\n") + lines);
        assertThat(read.errors()).isEmpty();
        return read.policy();
    }

    /** Endpoint records, in YAML's flow style. */
    static Endpoints endpoints(String records) {
        EndpointsReader.Read read = EndpointsReader.read("e.yml", "endpoints: [" + records + "]");
        assertThat(read.errors()).isEmpty();
        return read.endpoints();
    }

    ContainmentCase build() {
        return new ContainmentCase(
                "acme",
                finding,
                version,
                state,
                ceiling,
                wanted,
                ContainmentCase.capability(tags),
                rule,
                "Encoded PowerShell",
                hash,
                "set-1",
                tags,
                time,
                appendTime,
                ancestryIncomplete,
                disprovable,
                List.of("ev-1", "ev-2"),
                reporters,
                grafted,
                target,
                target == null ? "which process is meant is not known" : "");
    }
}
