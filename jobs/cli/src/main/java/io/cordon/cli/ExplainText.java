package io.cordon.cli;

import io.cordon.engine.condition.Condition;
import io.cordon.engine.condition.ConditionText.Line;
import io.cordon.engine.condition.Subject;
import io.cordon.engine.condition.Truth;
import io.cordon.engine.event.EndpointEvent;
import io.cordon.engine.event.FieldRef;
import io.cordon.engine.event.MultiValue;
import io.cordon.engine.match.Explanation;
import io.cordon.engine.rule.Chain;
import io.cordon.engine.rule.Correlation;
import io.cordon.engine.rule.Keys;
import io.cordon.engine.rule.Rule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words what a rule asks, and what an event answers. */
final class ExplainText {
    private static final int WIDTH = 120;

    private final PrintWriter out;

    ExplainText(PrintWriter out) {
        this.out = out;
    }

    void correlation(Correlation correlation) {
        List<String> groupBy = correlation.groupBy();
        out.printf("  judges     %s of %s%n", correlation.type().word(), String.join(", ", correlation.rules()));
        out.printf(
                "  within     %,d s%s%n",
                correlation.timespan().toSeconds(),
                groupBy.isEmpty() ? "" : ", in groups of the same " + String.join(", ", groupBy));
        out.printf(
                "  finds      where it is %s%n%n",
                correlation.limits().stream()
                        .map(limit -> lower(limit.operator()) + ' ' + limit.bound())
                        .collect(Collectors.joining(" and ")));
    }

    void chain(Chain chain) {
        List<Keys.Value> keys = chain.parts().get(0).feeds().get(0).keys().values();
        String names = keys.stream()
                .map(key -> key.field() == null
                        ? "a value that is computed"
                        : key.field().name())
                .collect(Collectors.joining(", "));
        out.printf(
                "  judges     a %s of %s%n",
                lower(chain.kind()),
                IntStream.range(0, chain.parts().size())
                        .mapToObj(part -> part(chain, part))
                        .collect(Collectors.joining(", ")));
        out.printf(
                "  within     %,d s%s%n",
                chain.span().toSeconds(), names.isEmpty() ? "" : ", in groups of the same " + names);
        out.printf(
                "  finds      %s%n%n",
                chain.isMonotone() ? "what stays found" : "what later evidence may disprove: then it is retracted");
    }

    /** What a part of a chain goes by, and what it asks beside its query. */
    static String part(Chain chain, int part) {
        if (part == chain.untilPart()) {
            return "until";
        }
        Chain.Step step = chain.steps().get(part);
        String runs = step.runs() > 1 ? ", " + step.runs() + " times" : "";
        return "step " + (part + 1) + (step.missing() ? ", which must be missing" : runs);
    }

    /** What a rule looks at, and what must hold before it is looked at. */
    void head(Rule one, Explanation explanation) {
        out.printf("  looks at   %s%n", source(one) + product(one));
        List<String> waits = explanation.waitsFor();
        out.println(waits.isEmpty() ? "  waits for  nothing: each such event is judged" : "  waits for  one of");
        waits.forEach(predicate -> out.println("    " + shorten(predicate)));
    }

    private static String source(Rule one) {
        String activities = one.scope().activities().stream()
                .map(activity -> activity.sigmaCategory().isEmpty() ? lower(activity) : activity.sigmaCategory())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        String services = one.scope().services().stream().sorted().collect(Collectors.joining(", "));
        String all =
                Stream.of(activities, services).filter(part -> !part.isEmpty()).collect(Collectors.joining(" in "));
        return all.isEmpty() ? "every event" : all;
    }

    private static String product(Rule one) {
        return one.scope().product().isEmpty()
                ? ""
                : " of product " + one.scope().product();
    }

    /** What each predicate says of an event. */
    void event(String what, Subject subject, Explanation explanation) {
        EndpointEvent event = subject.event();
        out.printf("%n  %s: %s on %s%n", what, event.position(), event.endpoint());
        List<Line> lines = explanation.lines();
        for (int i = 0; i < lines.size(); i++) {
            Truth truth = explanation.part(i, subject);
            String mark = truth.holds() ? "✓" : "✗";
            out.printf("    %s %s%s%n", mark, indented(lines.get(i)), value(lines.get(i), subject));
        }
    }

    /** What a predicate was asked of, and where that came from. */
    private static String value(Line line, Subject subject) {
        if (!(line.condition() instanceof Condition.Test test)) {
            return "";
        }
        FieldRef field = test.field();
        String own = field.in(subject.event());
        @Nullable String text = subject.text(field);
        if (text == null) {
            return "   ← the field is not there";
        }
        return "   ← \"" + shorten(MultiValue.lines(text)) + '"' + (own == null ? " from the process tree" : "");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String indented(Line line) {
        return "  ".repeat(line.depth()) + shorten(line.text());
    }

    private static String shorten(String text) {
        String plain = text.replace('\n', ' ').replace('\r', ' ');
        return plain.length() > WIDTH ? plain.substring(0, WIDTH) + "…" : plain;
    }
}
