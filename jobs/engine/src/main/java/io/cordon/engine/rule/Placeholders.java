package io.cordon.engine.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands for {@code %name%} in values with the modifier {@code expand}: a document {@code placeholders:} says it. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\\\%|%([^%\\s\\\\]+)%");
    private static final int MOST = 10_000;

    private final Map<String, List<String>> values = new HashMap<>();

    /** Takes in a mapping of names to a value or several. */
    void add(RuleNode document) throws RuleRefusedException {
        for (RuleNode.Entry entry :
                document.require("placeholders", "names with their values").entries()) {
            List<String> texts = new ArrayList<>();
            for (RuleNode value : entry.value().itemsOrSelf()) {
                texts.add(value.text());
            }
            if (values.putIfAbsent(entry.name(), List.copyOf(texts)) != null) {
                throw entry.key().refuse("expected each placeholder once, found '" + entry.name() + "' again");
            }
        }
    }

    /** Every text that a value stands for. */
    List<String> expand(RuleNode value) throws RuleRefusedException {
        List<String> texts = List.of("");
        String text = value.text();
        Matcher found = PLACEHOLDER.matcher(text);
        int from = 0;
        while (found.find()) {
            boolean escaped = found.group(1) == null;
            List<String> meant = escaped ? List.of("%") : values.get(found.group(1));
            if (meant == null) {
                throw value.refuse(
                        found.start(),
                        "expected a placeholder that is given, one of " + new TreeSet<>(values.keySet()) + ", found '"
                                + found.group() + "'");
            }
            texts = each(texts, text.substring(from, found.start()), meant);
            if (texts.size() > MOST) {
                throw value.refuse("expected placeholders that stand for at most " + MOST + " texts");
            }
            from = found.end();
        }
        return each(texts, text.substring(from), List.of(""));
    }

    private static List<String> each(List<String> begun, String plain, List<String> ends) {
        List<String> texts = new ArrayList<>();
        for (String text : begun) {
            ends.forEach(end -> texts.add(text + plain + end));
        }
        return texts;
    }
}
