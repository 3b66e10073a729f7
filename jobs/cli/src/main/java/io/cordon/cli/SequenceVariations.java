package io.cordon.cli;

import io.cordon.engine.rule.RuleNode;
import io.cordon.engine.rule.RuleRefusedException;
import io.cordon.engine.rule.RuleYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes many sequences of some templates ({@code sequences.yml}), always the same ones: no two are equal, since each takes another
 * combination of the values that its template leaves open, and a name of its own.
 */
final class SequenceVariations {
    private static final Pattern OPEN = Pattern.compile("\\{([a-z]+)}");
    private static final String NAME = "name";
    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();
    private static final int NAMES = SYLLABLES * SYLLABLES * SYLLABLES;
    /** A prime that no list's length has as a factor, so that neighbours differ in more than one value. */
    private static final long STRIDE = 7919;

    private final List<Template> templates = new ArrayList<>();
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @param inFlink whether Flink's CEP can say it: a sequence by process that begins and ends with an event and asks no lineage */
    private record Template(String query, boolean inFlink) {}

    private SequenceVariations() {
        try (InputStream shipped = SequenceVariations.class.getResourceAsStream("sequences.yml")) {
            String text = new String(Objects.requireNonNull(shipped).readAllBytes(), StandardCharsets.UTF_8);
            RuleNode file = RuleYaml.documents(text).get(0);
            for (RuleNode.Entry list : file.require("values", "lists").entries()) {
                List<String> all = new ArrayList<>();
                for (RuleNode value : list.value().items()) {
                    all.add(value.text());
                }
                values.put(list.name(), all);
            }
            for (RuleNode template : file.require("templates", "queries").items()) {
                templates.add(new Template(
                        template.require("query", "a query").text(),
                        template.textOr("flink", "false").equals("true")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuleRefusedException e) {
            throw new IllegalStateException(e); // it ships with this class
        }
    }

    /** So many sequences, as documents of one rule file. */
    static String of(int count) {
        SequenceVariations all = new SequenceVariations();
        return IntStream.range(0, count).mapToObj(all::rule).collect(Collectors.joining("---\n"));
    }

    /** The first of them that Flink's CEP can say. */
    static String inFlink(int count) {
        SequenceVariations all = new SequenceVariations();
        return IntStream.iterate(0, number -> number + 1)
                .filter(number -> all.template(number).inFlink())
                .limit(count)
                .mapToObj(all::rule)
                .collect(Collectors.joining("---\n"));
    }

    private Template template(int number) {
        return templates.get(number % templates.size());
    }

    private String rule(int number) {
        String query = fill(template(number).query(), number);
        return "title: Sequence " + number + "\nid: bench-sequence-" + number
                + "\nlevel: high\ndialect: endpoint\nquery: |\n" + query.indent(2);
    }

    private String fill(String query, int number) {
        Map<String, String> chosen = new LinkedHashMap<>();
        List<String> open = OPEN.matcher(query)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals(NAME))
                .distinct()
                .toList();
        long combinations = open.stream().mapToLong(name -> list(name).size()).reduce(1, Math::multiplyExact);
        long combination = number / templates.size() * STRIDE % combinations;
        for (String name : open) {
            List<String> list = list(name);
            chosen.put(name, list.get((int) (combination % list.size())));
            combination /= list.size();
        }
        chosen.put(NAME, name(number));
        return OPEN.matcher(query)
                .replaceAll(found -> Matcher.quoteReplacement(Objects.requireNonNull(chosen.get(found.group(1)))));
    }

    private List<String> list(String name) {
        List<String> list = values.get(name);
        if (list == null) {
            throw new IllegalStateException("sequences.yml has no values for " + name);
        }
        return list;
    }

    /** A word that nobody else uses. */
    private static String name(int number) {
        long rest = number * STRIDE % NAMES;
        StringBuilder word = new StringBuilder();
        for (int syllable = 0; syllable < 3; syllable++) {
            int one = (int) (rest % SYLLABLES);
            word.append(CONSONANTS.charAt(one / VOWELS.length())).append(VOWELS.charAt(one % VOWELS.length()));
            rest /= SYLLABLES;
        }
        return word.toString();
    }
}
