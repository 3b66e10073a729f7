package io.cordon.engine.eql;

import static io.cordon.engine.eql.Dialect.CORDON;
import static io.cordon.engine.eql.Dialect.ELASTICSEARCH;
import static io.cordon.engine.eql.Dialect.ENDGAME;
import static io.cordon.engine.eql.Dialect.ENDPOINT;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What not every dialect has; {@code docs/eql.md} is the table of it. */
public enum Feature {
    PATTERN_OPERATORS("':', 'like', 'regex' or 'in~'", ELASTICSEARCH, ENDPOINT, CORDON),
    ANY_CASE("'~' behind a function", ELASTICSEARCH, ENDPOINT, CORDON),
    TRIPLE_QUOTES("strings in three quotes", ELASTICSEARCH, ENDPOINT, CORDON),
    CODE_POINTS("escape \\u{…}", ELASTICSEARCH, ENDPOINT, CORDON),
    OPTIONAL_FIELDS("optional field '?'", ELASTICSEARCH, ENDPOINT, CORDON),
    MISSING_EVENTS("missing event '!['", ELASTICSEARCH, ENDPOINT, CORDON),
    RUNS("'with runs'", ELASTICSEARCH, ENDPOINT, CORDON),
    SAMPLE("'sample'", ELASTICSEARCH, CORDON),
    LUCENE_REGEX("Lucene's regular expressions", ELASTICSEARCH),
    LINEAGE("lineage: 'child of', 'descendant of', 'event of'", ENDPOINT, ENDGAME, CORDON),
    FIELD_TO_FIELD("comparison of two fields", ENDPOINT, ENDGAME, CORDON),
    ARRAY_FUNCTIONS("functions of arrays", ENDPOINT, ENDGAME, CORDON),
    INDEXES("index into an array", ENDPOINT, ENDGAME, CORDON),
    WILDCARD_FUNCTIONS("function 'wildcard' or 'match'", ENDPOINT, ENDGAME, CORDON),
    ANY_SPELLING("function names in other cases", ENDPOINT, CORDON),
    VARIABLES("variables '$'", ENDPOINT, CORDON),
    ALIASES("steps with a name: 'as'", ENDPOINT, CORDON),
    BARE_VARIABLES("variables without '$'", ENDGAME, CORDON),
    SINGLE_QUOTES("single quotes", ENDGAME, CORDON),
    QUESTION_STRINGS("raw strings '?\"…\"'", ENDGAME, CORDON),
    ONE_EQUALS_SIGN("operator '='", ENDGAME, CORDON),
    LAST_COMMA("comma at the end of a list", ENDGAME, CORDON),
    METHODS("method syntax 'field:function()'", ENDGAME, CORDON),
    JOIN("'join'", ENDGAME, CORDON),
    FORK("'fork'", ENDGAME, CORDON),
    SPAN_BEFORE_BY("'with maxspan' before 'by'", ENDPOINT, ENDGAME, CORDON),
    SPAN_WITHOUT_UNIT("'maxspan' without a unit", ENDGAME, CORDON),
    ENUMERATIONS("value written as 'field.value'", ENDGAME),
    PLAIN_PIPES("pipe of that name", ENDGAME, CORDON);

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf
    private final Set<Dialect> dialects;

    Feature(String text, Dialect first, Dialect... more) {
        this.text = text;
        this.dialects = Set.copyOf(EnumSet.of(first, more));
    }

    /** What it is, as it stands behind "has no". */
    String text() {
        return text;
    }

    Set<Dialect> dialects() {
        return dialects;
    }

    String where() {
        return dialects.stream().sorted().map(Dialect::text).collect(Collectors.joining(", "));
    }
}
