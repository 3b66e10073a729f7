package io.cordon.engine.rule;

import io.cordon.engine.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Sigma condition: {@code and or not ( )}, names of searches, {@code 1 of them}, {@code all of selection_*}. */
final class SigmaCondition {
    private static final int MAX_DEPTH = 100;
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\(|\\)|[^\\s()]+)");

    private final RuleNode node;
    private final Map<String, Condition> searches;
    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private int at;
    private int depth;

    SigmaCondition(RuleNode node, Map<String, Condition> searches) {
        this.node = node;
        this.searches = searches;
    }

    Condition read() throws RuleRefusedException {
        String text = node.text();
        if (text.indexOf('|') >= 0) {
            throw node.refuse(
                    text.indexOf('|'), "expected a condition without '|'; aggregations are correlations of their own");
        }
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.lookingAt()) {
            tokens.add(String.valueOf(matcher.group(1)));
            places.add(matcher.start(1));
            matcher.region(matcher.end(), text.length());
        }
        places.add(text.length());
        Condition condition = or();
        if (at < tokens.size()) {
            throw refuse(at, "expected 'and', 'or' or the end of the condition, found '" + tokens.get(at) + "'");
        }
        return condition;
    }

    private Condition or() throws RuleRefusedException {
        List<Condition> parts = new ArrayList<>(List.of(and()));
        while (word("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
    }

    private Condition and() throws RuleRefusedException {
        List<Condition> parts = new ArrayList<>(List.of(not()));
        while (word("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
    }

    private Condition not() throws RuleRefusedException {
        int negations = 0;
        while (word("not")) {
            negations++;
        }
        Condition part = primary();
        return negations % 2 == 0 ? part : new Condition.Not(part);
    }

    private Condition primary() throws RuleRefusedException {
        if (word("(")) {
            if (++depth > MAX_DEPTH) {
                throw refuse(at - 1, "expected at most " + MAX_DEPTH + " parentheses in each other");
            }
            Condition inner = or();
            if (!word(")")) {
                throw refuse(at, "expected ')'");
            }
            depth--;
            return inner;
        }
        if (at >= tokens.size()) {
            throw refuse(at, "expected the name of a search, found the end of the condition");
        }
        String token = tokens.get(at++);
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase("of")) {
            at++;
            return quantified(token);
        }
        Condition search = searches.get(token);
        if (search == null) {
            throw refuse(at - 1, "expected one of the searches " + searches.keySet() + ", found '" + token + "'");
        }
        return search;
    }

    private Condition quantified(String quantity) throws RuleRefusedException {
        if (at >= tokens.size()) {
            throw refuse(at, "expected 'them' or a pattern after 'of'");
        }
        String pattern = tokens.get(at++);
        boolean them = pattern.equalsIgnoreCase("them");
        List<Condition> meant = new ArrayList<>();
        searches.forEach((name, search) -> {
            // Names that begin with an underscore are left out of "them".
            if (them ? !name.startsWith("_") : fits(pattern, name)) {
                meant.add(search);
            }
        });
        if (meant.isEmpty()) {
            throw refuse(at - 1, "expected a search that fits '" + pattern + "', there are " + searches.keySet());
        }
        return switch (quantity.toLowerCase(Locale.ROOT)) {
            case "all" -> new Condition.All(meant);
            case "1", "any" -> new Condition.Any(meant);
            default -> atLeast(quantity, meant);
        };
    }

    private Condition atLeast(String quantity, List<Condition> meant) throws RuleRefusedException {
        int least;
        try {
            least = Integer.parseInt(quantity);
        } catch (NumberFormatException e) {
            throw refuse(at - 3, "expected a number, 'any' or 'all' before 'of', found '" + quantity + "'");
        }
        if (least < 1 || least > meant.size()) {
            throw refuse(at - 3, "expected a number from 1 to the searches meant, which are " + meant.size());
        }
        return new Condition.AtLeast(least, meant);
    }

    private RuleRefusedException refuse(int token, String expected) {
        return node.refuse(places.get(token), expected);
    }

    private static boolean fits(String pattern, String name) {
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }

    private boolean word(String wanted) {
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(wanted)) {
            at++;
            return true;
        }
        return false;
    }
}
