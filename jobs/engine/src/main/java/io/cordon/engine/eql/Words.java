package io.cordon.engine.eql;

import io.cordon.engine.event.FieldCatalogue;
import io.cordon.engine.event.FieldRef;
import java.util.List;
import java.util.stream.Collectors;

/** Writes expressions in one spelling, whatever their dialect: what reads the same means the same. It may only grow. */
final class Words {
    private Words() {}

    static String of(Expression expression) {
        if (expression instanceof Expression.Text text) {
            return quoted(text.value());
        }
        if (expression instanceof Expression.Numeral number) {
            return number.value().toPlainString();
        }
        if (expression instanceof Expression.Flag flag) {
            return String.valueOf(flag.value());
        }
        if (expression instanceof Expression.Null) {
            return "null";
        }
        if (expression instanceof Expression.Field field) {
            return (field.variable()
                            ? "$" + field.name()
                            : name(FieldCatalogue.builtIn().resolve(field.name())))
                    + field.path().stream().map(Words::hop).collect(Collectors.joining());
        }
        if (expression instanceof Expression.Call call) {
            return call.function().text() + tilde(call.anyCase()) + list(call.arguments());
        }
        if (expression instanceof Expression.Search search) {
            return (search.counts() ? "arrayCount(" : "arraySearch(") + of(search.array()) + ", $" + search.variable()
                    + ", " + of(search.body()) + ")";
        }
        if (expression instanceof Expression.Arithmetic one) {
            return "(" + of(one.left()) + " " + one.operator().sign() + " " + of(one.right()) + ")";
        }
        return condition(expression);
    }

    private static String condition(Expression expression) {
        if (expression instanceof Expression.Equal equal) {
            return "(" + of(equal.left()) + " ==" + tilde(equal.anyCase()) + " " + of(equal.right()) + ")";
        }
        if (expression instanceof Expression.Ordered ordered) {
            return "(" + of(ordered.left()) + " " + ordered.order() + tilde(ordered.anyCase()) + " "
                    + of(ordered.right()) + ")";
        }
        if (expression instanceof Expression.Absent absent) {
            return "(" + of(absent.value()) + " == null)";
        }
        if (expression instanceof Expression.Fits fits) {
            return "(" + of(fits.value()) + " " + fits.patterns() + tilde(fits.anyCase()) + " " + list(fits.list())
                    + ")";
        }
        if (expression instanceof Expression.Not not) {
            return "(not " + of(not.part()) + ")";
        }
        if (expression instanceof Expression.All all) {
            return all.parts().stream().map(Words::of).collect(Collectors.joining(" and ", "(", ")"));
        }
        if (expression instanceof Expression.Any any) {
            return any.parts().stream().map(Words::of).collect(Collectors.joining(" or ", "(", ")"));
        }
        throw new IllegalArgumentException("no value: " + expression);
    }

    private static String name(FieldRef field) {
        return field.column() == null
                ? field.key()
                : field.column().name() + "/" + field.part().name();
    }

    private static String hop(Expression.Hop hop) {
        return hop.member() == null ? "[" + hop.index() + "]" : "." + hop.member();
    }

    private static String tilde(boolean anyCase) {
        return anyCase ? "~" : "";
    }

    private static String list(List<? extends Expression> some) {
        return some.stream().map(Words::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
