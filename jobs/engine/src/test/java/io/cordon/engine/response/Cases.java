package io.cordon.engine.response;

import io.cordon.engine.finding.Finding;
import io.cordon.engine.finding.Target;
import io.cordon.engine.rule.Rule;
import java.util.List;
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
    Rule.Mode mode = Rule.Mode.BLOCK;
    boolean wantsKill = true;
    boolean ancestryIncomplete;
    long time = EVIDENCE;
    long appendTime = EVIDENCE + SECOND;
    Set<String> reporters = Set.of("ws1");

    @Nullable
    Target target = target(4242, "C:\\Users\\ann\\AppData\\Local\\Temp\\a.exe");

    static Target target(long pid, @Nullable String image) {
        return new Target("ws1", "{e-1}", pid, EVIDENCE - SECOND, image, "a.exe -enc \"ü\"", "CORP\\ann", "0x3e9");
    }

    ContainmentCase build() {
        return new ContainmentCase(
                "acme",
                finding,
                version,
                state,
                mode,
                wantsKill,
                "rule-1",
                "Encoded PowerShell",
                "hash-1",
                "set-1",
                time,
                appendTime,
                ancestryIncomplete,
                List.of("ev-1", "ev-2"),
                reporters,
                target,
                target == null ? "which process is meant is not known" : "");
    }
}
