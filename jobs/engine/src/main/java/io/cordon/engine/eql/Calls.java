package io.cordon.engine.eql;

import io.cordon.engine.condition.IpNetwork;
import io.cordon.engine.eql.Expression.Operator;
import io.cordon.engine.eql.Expression.Patterns;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a call's arguments; what is only another way to write a comparison or a sum becomes that. */
record Calls(Token name, Function function, Dialect dialect, boolean anyCase) {
    private static final Set<Function> OF_CASE = EnumSet.of(
            Function.ARRAY_CONTAINS,
            Function.BETWEEN,
            Function.ENDS_WITH,
            Function.INDEX_OF,
            Function.MATCH,
            Function.MATCH_LITE,
            Function.STARTS_WITH,
            Function.STRING_CONTAINS,
            Function.WILDCARD);
    private static final Map<Function, Operator> ARITHMETIC = new EnumMap<>(Map.of(
            Function.ADD, Operator.ADD,
            Function.SUBTRACT, Operator.SUBTRACT,
            Function.MULTIPLY, Operator.MULTIPLY,
            Function.DIVIDE, Operator.DIVIDE,
            Function.MODULO, Operator.MODULO));
    private static final Map<Function, Patterns> COMPARISONS = new EnumMap<>(Map.of(
            Function.STARTS_WITH, Patterns.PREFIX,
            Function.ENDS_WITH, Patterns.SUFFIX,
            Function.STRING_CONTAINS, Patterns.PART,
            Function.MATCH, Patterns.REGEX_START,
            Function.MATCH_LITE, Patterns.REGEX_START,
            Function.WILDCARD, Patterns.WILDCARDS));

    /** @param variable what the second argument of a search names, else empty */
    Expression made(List<Expression> written, String variable) throws QueryRefusedException {
        List<Expression> arguments = patternLast(written);
        int count = arguments.size() + (variable.isEmpty() ? 0 : 1);
        if (count < function.least() || count > function.most()) {
            throw name.refuse("expected " + wanted() + " for this function");
        }
        if (anyCase && !dialect.foldsCase() && !OF_CASE.contains(function)) {
            throw name.refuse("expected no '~' behind a function in which case does not count");
        }
        if (function.binds()) {
            Type.BOOLEAN.require(arguments.get(1));
            return new Expression.Search(
                    name.at(), function == Function.ARRAY_COUNT, arguments.get(0), variable, arguments.get(1));
        }
        for (int i = 0; i < count; i++) {
            function.takes(i).require(arguments.get(i));
        }
        if (function == Function.SAFE) {
            return arguments.get(0);
        }
        Operator operator = ARITHMETIC.get(function);
        if (operator != null) {
            return new Expression.Arithmetic(name.at(), operator, arguments.get(0), arguments.get(1));
        }
        checked(arguments);
        Patterns patterns = COMPARISONS.get(function);
        List<Expression.Text> texts = texts(arguments);
        return patterns != null && texts != null
                ? new Expression.Fits(name.at(), kind(patterns), arguments.get(0), texts, anyCase)
                : new Expression.Call(name.at(), function, anyCase, arguments);
    }

    /** Endgame's own analytics also write {@code match(pattern, source)}. */
    private List<Expression> patternLast(List<Expression> arguments) {
        boolean turned = (function == Function.MATCH || function == Function.MATCH_LITE)
                && arguments.size() == 2
                && arguments.get(0) instanceof Expression.Text
                && arguments.get(1) instanceof Expression.Field;
        return turned ? List.of(arguments.get(1), arguments.get(0)) : arguments;
    }

    private String wanted() {
        String least = function.least() + (function.least() == 1 ? " argument" : " arguments");
        return function.least() == function.most()
                ? least
                : function.most() == 255
                        ? "at least " + least
                        : function.least() + " to " + function.most() + " arguments";
    }

    private Patterns kind(Patterns patterns) {
        return patterns == Patterns.WILDCARDS && dialect.foldsCase() ? Patterns.STARS : patterns;
    }

    private void checked(List<Expression> arguments) throws QueryRefusedException {
        switch (function) {
            case CIDR_MATCH -> {
                for (Expression network : arguments.subList(1, arguments.size())) {
                    if (!(network instanceof Expression.Null)
                            && (!(network instanceof Expression.Text text) || IpNetwork.of(text.value()) == null)) {
                        throw new QueryRefusedException(
                                network.at(), "expected a network such as \"10.0.0.0/8\" or \"fe80::/10\"");
                    }
                }
            }
            case MATCH, MATCH_LITE, WILDCARD -> {
                for (Expression pattern : arguments.subList(1, arguments.size())) {
                    if (!(pattern instanceof Expression.Text)) {
                        throw new QueryRefusedException(pattern.at(), "expected a string");
                    }
                }
            }
            case NUMBER -> {
                if (arguments.size() > 1
                        && arguments.get(1) instanceof Expression.Numeral base
                        && (base.value().intValue() < 2 || base.value().intValue() > 36)) {
                    throw new QueryRefusedException(base.at(), "expected a base from 2 to 36");
                }
            }
            default -> {}
        }
    }

    /** The arguments behind the first where all of them are strings that say something, else null. */
    private static @Nullable List<Expression.Text> texts(List<Expression> arguments) {
        List<Expression.Text> texts = new ArrayList<>();
        for (Expression argument : arguments.subList(1, arguments.size())) {
            if (!(argument instanceof Expression.Text text) || text.value().isEmpty()) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }
}
