package io.cordon.engine.eql;

import io.cordon.engine.eql.Query.Item;
import io.cordon.engine.eql.Query.PipeCall;
import java.util.ArrayList;
import java.util.List;

/** Reads and compiles queries. */
public final class Eql {
    private final Dialect dialect;
    private final Conditions conditions;

    private Eql(Dialect dialect, boolean takesWord) {
        this.dialect = dialect;
        this.conditions = new Conditions(dialect, takesWord);
    }

    /** The syntax tree of a query. */
    public static Query parse(String text, Dialect dialect, Placed placed) throws QueryRefusedException {
        return parse(text, dialect, placed, false);
    }

    private static Query parse(String text, Dialect dialect, Placed placed, boolean takesAnyCategory)
            throws QueryRefusedException {
        List<Token> tokens = new Lexer(text, dialect, placed).read();
        return new QueryParser(new Cursor(tokens, dialect), takesAnyCategory).query();
    }

    /** What a query asks, as a rule: without pipes. */
    public static Compiled compileForRule(String text, Dialect dialect, Placed placed) throws QueryRefusedException {
        Query query = parse(text, dialect, placed);
        if (!query.pipes().isEmpty()) {
            throw new QueryRefusedException(
                    query.pipes().get(0).at(), "expected no pipe in a rule; `cordon query` takes them");
        }
        return new Eql(dialect, false).compile(query);
    }

    /** What a query asks, whatever it is for. */
    public static Compiled compile(String text, Dialect dialect, Placed placed) throws QueryRefusedException {
        return new Eql(dialect, false).compile(parse(text, dialect, placed));
    }

    /**
     * What a query asks of recorded events, which are also of the categories that they say themselves.
     *
     * @param isOwnSchema whether their categories may have names of their own
     */
    public static Compiled compileForRecords(String text, Dialect dialect, boolean isOwnSchema)
            throws QueryRefusedException {
        return new Eql(dialect, true).compile(parse(text, dialect, Placed.ALONE, isOwnSchema));
    }

    private Compiled compile(Query query) throws QueryRefusedException {
        List<Pipe> pipes = new ArrayList<>();
        for (PipeCall pipe : query.pipes()) {
            pipes.add(pipe(pipe));
        }
        if (query instanceof Query.Event event) {
            return new Search.Alone(conditions.search(event.query()), pipes);
        }
        Query.Linked linked = (Query.Linked) query;
        List<SearchChain.Step> steps = new ArrayList<>();
        for (Item item : linked.items()) {
            steps.add(step(item));
        }
        Item until = linked.until();
        return new SearchChain(
                dialect,
                linked.kind(),
                linked.maxspan(),
                keys(linked.by()),
                steps,
                until == null ? null : step(until),
                pipes);
    }

    private SearchChain.Step step(Item item) throws QueryRefusedException {
        return new SearchChain.Step(
                item.at(), conditions.search(item.query()), keys(item.by()), item.missing(), item.runs(), item.fork());
    }

    private List<Key> keys(List<Expression> by) throws QueryRefusedException {
        List<Key> keys = new ArrayList<>();
        for (Expression one : by) {
            keys.add(key(one));
        }
        return keys;
    }

    private Key key(Expression key) throws QueryRefusedException {
        boolean optional = key instanceof Expression.Field field && field.optional();
        Terms terms = new Terms(dialect);
        Term term = terms.of(key);
        return new Key(
                Words.of(key),
                Conditions.plain(key),
                optional,
                dialect.foldsCase(),
                terms.fields(),
                texts -> term.of(new Row(texts, null)));
    }

    private Pipe pipe(PipeCall pipe) throws QueryRefusedException {
        return switch (pipe.name()) {
            case "head" -> new Pipe.Head(count(pipe));
            case "tail" -> new Pipe.Tail(count(pipe));
            case "sort" -> new Pipe.Sort(keys(pipe.arguments()));
            case "unique" -> new Pipe.Unique(keys(pipe.arguments()));
            case "unique_count" -> new Pipe.UniqueCount(keys(pipe.arguments()));
            case "count" -> new Pipe.Count(keys(pipe.arguments()));
            default -> new Pipe.Filter(EqlFormula.of(pipe.arguments().get(0), dialect));
        };
    }

    private static int count(PipeCall pipe) {
        return ((Expression.Numeral) pipe.arguments().get(0)).value().intValue();
    }
}
