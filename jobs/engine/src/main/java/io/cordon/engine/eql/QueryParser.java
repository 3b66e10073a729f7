package io.cordon.engine.eql;

import io.cordon.engine.eql.Query.Item;
import io.cordon.engine.eql.Query.PipeCall;
import io.cordon.engine.eql.Token.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads whole queries: events, sequences, joins, samples, and the pipes behind them. */
final class QueryParser {
    private static final int MOST_RUNS = 100;
    private static final int MOST_ITEMS = 256;

    private final Cursor in;
    private final ExpressionParser expressions;
    private final boolean takesAnyCategory;

    /** @param takesAnyCategory whether an event category may have a name that is not known */
    QueryParser(Cursor in, boolean takesAnyCategory) {
        this.in = in;
        this.takesAnyCategory = takesAnyCategory;
        this.expressions = new ExpressionParser(in, this);
    }

    Query query() throws QueryRefusedException {
        SearchChain.Kind kind = SearchChain.Kind.of(in.peek());
        Query query;
        if (kind != null && !in.peek(1).is("where")) {
            query = linked(kind);
        } else {
            EventQuery event = event();
            if (!in.sees("|") && in.peek().kind() != Kind.END) {
                throw in.peek().refuse("expected 'and', 'or' or the end of the query");
            }
            query = new Query.Event(event, pipes(1));
        }
        if (in.peek().kind() != Kind.END) {
            throw in.peek().refuse("expected the end of the query");
        }
        return query;
    }

    private EventQuery event() throws QueryRefusedException {
        Token category = in.next();
        if (category.kind() != Kind.STRING && !category.isName()) {
            throw category.refuse("expected an event category");
        }
        if (!takesAnyCategory) {
            Categories.check(category);
        }
        in.expect("where");
        return new EventQuery(category.at(), category.text(), expressions.condition());
    }

    EventQuery bracketed() throws QueryRefusedException {
        in.expect("[");
        EventQuery event = event();
        in.expect("]");
        return event;
    }

    private Query linked(SearchChain.Kind kind) throws QueryRefusedException {
        Token word = in.next();
        if (kind.feature() != null) {
            in.dialect().require(kind.feature(), word.at());
        }
        List<Expression> by = new ArrayList<>();
        Duration maxspan = null;
        while (in.sees("by") || in.sees("with")) {
            if (in.sees("with") && in.peek(1).is("maxspan") && kind == SearchChain.Kind.SEQUENCE && maxspan == null) {
                maxspan = maxspan();
            } else if (in.sees("by") && by.isEmpty()) {
                if (maxspan != null) {
                    in.dialect().require(Feature.SPAN_BEFORE_BY, in.peek().at());
                }
                by.addAll(by());
            } else {
                throw in.peek().refuse("expected '['");
            }
        }
        List<Item> items = new ArrayList<>();
        do {
            if (items.size() == MOST_ITEMS) {
                throw in.peek().refuse("expected at most " + MOST_ITEMS + " events");
            }
            items.add(item(kind));
        } while (in.sees("[") || in.sees("!"));
        Item until = null;
        if (in.sees("until") && kind != SearchChain.Kind.SAMPLE) {
            in.next();
            until = item(kind);
        }
        if (kind == SearchChain.Kind.SAMPLE && in.dialect() == Dialect.ELASTICSEARCH && in.sees("|")) {
            throw in.peek().refuse("expected the end of the query, as a sample has no pipes");
        }
        int events = items.stream()
                .filter(one -> !one.missing())
                .mapToInt(Item::runs)
                .sum();
        Query.Linked linked = new Query.Linked(word.at(), kind, by, maxspan, items, until, pipes(events));
        LinkedCheck.check(linked);
        return linked;
    }

    private Duration maxspan() throws QueryRefusedException {
        in.expect("with");
        in.expect("maxspan");
        if (!in.accept("=")) {
            in.expect("==");
        }
        return Spans.read(in);
    }

    private List<Expression> by() throws QueryRefusedException {
        in.expect("by");
        List<Expression> keys = new ArrayList<>();
        do {
            Expression key = expressions.expression();
            if (!Type.hasField(key)) {
                throw new QueryRefusedException(key.at(), "expected a field");
            }
            keys.add(key);
        } while (in.accept(","));
        return keys;
    }

    private Item item(SearchChain.Kind kind) throws QueryRefusedException {
        Position at = in.peek().at();
        boolean missing = in.sees("!");
        if (missing && kind == SearchChain.Kind.SEQUENCE) {
            in.take(Feature.MISSING_EVENTS);
        }
        EventQuery query = bracketed();
        List<Expression> by = List.of();
        int runs = 1;
        boolean fork = false;
        String alias = null;
        Set<String> seen = new HashSet<>();
        while (isAttribute(in.peek()) && seen.add(in.peek().text())) {
            if (in.sees("by")) {
                by = by();
            } else if (in.sees("with")) {
                runs = runs(kind);
            } else if (in.sees("fork")) {
                fork = fork();
            } else {
                in.take(Feature.ALIASES);
                alias = name();
                expressions.alias(alias);
            }
        }
        return new Item(at, missing, query, by, runs, fork, alias);
    }

    private static boolean isAttribute(Token token) {
        return token.is("by") || token.is("with") || token.is("fork") || token.is("as");
    }

    private int runs(SearchChain.Kind kind) throws QueryRefusedException {
        in.dialect().require(Feature.RUNS, in.expect("with").at());
        Token runs = in.expect("runs");
        if (kind != SearchChain.Kind.SEQUENCE) {
            throw runs.refuse("expected 'runs' in a sequence only");
        }
        in.expect("=");
        return in.count(1, MOST_RUNS);
    }

    private boolean fork() throws QueryRefusedException {
        in.take(Feature.FORK);
        if (!in.accept("=") && !in.accept("==")) {
            return true;
        }
        Token value = in.next();
        if (!value.is("true") && !value.is("false")) {
            throw value.refuse("expected 'true' or 'false'");
        }
        return value.is("true");
    }

    private String name() throws QueryRefusedException {
        Token name = in.next();
        if (!name.isName()) {
            throw name.refuse("expected a name");
        }
        return name.text();
    }

    /** @param events how many a match has */
    private List<PipeCall> pipes(int events) throws QueryRefusedException {
        expressions.ofMatches(events);
        List<PipeCall> pipes = new ArrayList<>();
        while (in.accept("|")) {
            pipes.add(pipe());
        }
        return pipes;
    }

    private PipeCall pipe() throws QueryRefusedException {
        Token name = in.next();
        PipeName known = PipeName.of(name);
        if (known.feature() != null) {
            in.dialect().require(known.feature(), name.at());
        }
        List<Expression> arguments = new ArrayList<>();
        while (in.peek().kind() != Kind.END && !in.sees("|")) {
            if (!arguments.isEmpty()) {
                in.accept(","); // keys may stand with spaces between them
            }
            arguments.add(expressions.expression());
        }
        known.check(name, arguments);
        return new PipeCall(name.at(), known.text(), arguments);
    }
}
