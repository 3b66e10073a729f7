package io.cordon.cli;

import io.cordon.engine.eql.QueryRefusedException;

/** Why a query on the command line is refused, with the line of it and a caret below the place. */
final class Refusal {
    private Refusal() {}

    static String text(String query, QueryRefusedException refused) {
        int line = refused.at().line();
        int column = refused.at().column();
        String[] lines = query.split("\n", -1);
        String shown = line <= lines.length ? lines[line - 1] : "";
        // What stands before the caret keeps its tabs, so that it is as wide as in the line above.
        StringBuilder caret = new StringBuilder();
        for (int i = 0; i < column - 1; i++) {
            caret.append(i < shown.length() && shown.charAt(i) == '\t' ? '\t' : ' ');
        }
        return "query:" + line + ":" + column + ": " + refused.expected() + "\n  " + shown + "\n  " + caret + "^";
    }
}
