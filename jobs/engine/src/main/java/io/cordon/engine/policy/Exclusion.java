package io.cordon.engine.policy;

import io.cordon.engine.finding.Target;
import io.cordon.engine.finding.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is spared, by everything that it says together.
 *
 * @param of what it is about: of a statement's exclusion what the statement is about
 * @param inBlockMode whether it is of block mode alone: it spares where that acts and nowhere else
 * @param what each kind of thing that it looks at has to be like
 * @param owner who answers for it
 * @param expires from when it no longer holds, in µs since 1970
 * @param line where it stands
 */
public record Exclusion(
        Selector of, boolean inBlockMode, Map<Kind, Glob> what, String owner, String reason, long expires, int line) {
    public Exclusion {
        what = Map.copyOf(what);
    }

    /** What an exclusion can look at. */
    public enum Kind {
        PATH,
        COMMAND_LINE,
        SIGNER,
        HASH,
        USER,
        ENDPOINT;

        private List<String> of(Target target) {
            return switch (this) {
                case PATH -> paths(target);
                case COMMAND_LINE -> known(target.commandLine());
                case SIGNER -> known(target.thing(Thing.SIGNER));
                case HASH -> known(target.thing(Thing.SHA256), target.thing(Thing.NAMED_SHA256));
                case USER -> known(target.user(), target.thing(Thing.USER));
                case ENDPOINT -> List.of(target.endpoint());
            };
        }

        /** Whether what does not fit is all that there is: of a process the image has a hash too, which may not be known. */
        private boolean isWhole(Target target) {
            return (this == HASH && target.isProcess())
                    ? target.thing(Thing.SHA256) != null
                    : !of(target).isEmpty();
        }

        private static List<String> paths(Target target) {
            return known(target.image(), target.thing(Thing.FILE), target.thing(Thing.NAMED_FILE)).stream()
                    .map(ImagePath::canonical)
                    .toList();
        }

        private static List<String> known(@Nullable String... texts) {
            List<String> known = new ArrayList<>();
            for (String text : texts) {
                if (text != null && !text.isBlank()) {
                    known.add(text);
                }
            }
            return known;
        }
    }

    /** Whether something is spared. */
    public enum Spares {
        NO,
        YES,
        /** What it looks at is not known of the target, and nothing that is known speaks against it. */
        PERHAPS
    }

    /** Whether it holds for some of what a rule finds on an endpoint of that name, at a time in µs since 1970. */
    boolean concerns(String rule, List<String> tags, Endpoint endpoint, String name, long time) {
        Glob only = what.get(Kind.ENDPOINT);
        return isAbout(rule, tags, endpoint, time) && (only == null || only.matches(name));
    }

    private boolean isAbout(String rule, List<String> tags, Endpoint endpoint, long time) {
        return time < expires && (!inBlockMode || endpoint.isInBlockMode()) && of.selects(rule, tags, endpoint);
    }

    /** @param time when it happened, in µs since 1970 */
    Spares spares(String rule, List<String> tags, Endpoint endpoint, Target target, long time) {
        if (!isAbout(rule, tags, endpoint, time)) {
            return Spares.NO;
        }
        Spares spares = Spares.YES;
        for (Map.Entry<Kind, Glob> looked : what.entrySet()) {
            boolean fits = looked.getKey().of(target).stream().anyMatch(looked.getValue()::matches);
            if (!fits && looked.getKey().isWhole(target)) {
                return Spares.NO;
            }
            spares = fits ? spares : Spares.PERHAPS;
        }
        return spares;
    }

    /** For people. */
    String said() {
        String looked = what.entrySet().stream()
                .map(one -> Sheet.written(one.getKey()) + " " + one.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
        return looked + " (" + owner + ": " + reason + ")";
    }
}
