package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import java.util.List;

/**
 * A rule of either language, parsed and resolved.
 *
 * @param id the rule's id, as its author wrote it
 * @param hash SHA-256 of the rule's text, in hex: its version
 * @param tactics ATT&CK tactics in the order of the tags, such as {@code defense-evasion}
 * @param techniques ATT&CK technique ids, such as {@code T1059.001}
 * @param scope which events the rule looks at
 * @param condition what such an event must meet
 * @param response what is to be contained when it does
 */
public record Rule(
        String id,
        String title,
        Language language,
        String hash,
        Level level,
        Mode mode,
        List<String> tactics,
        List<String> techniques,
        Scope scope,
        Condition condition,
        Response response) {

    public Rule {
        tactics = List.copyOf(tactics);
        techniques = List.copyOf(techniques);
    }

    public enum Language {
        SIGMA,
        EQL
    }

    public enum Level {
        INFORMATIONAL,
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    /** What policy lets a rule's findings do. */
    public enum Mode {
        OFF,
        AUDIT,
        WARN,
        BLOCK
    }

    /** A copy in another mode: mode is policy's, the rest is the author's. */
    public Rule in(Mode other) {
        return new Rule(id, title, language, hash, level, other, tactics, techniques, scope, condition, response);
    }
}
