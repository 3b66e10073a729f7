package io.cordon.engine.rule;

import java.util.regex.Pattern;

/** Checks networks where they stand, so that a rule is refused when it is read. */
final class Cidrs {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]+)/(\\d{1,3})");

    private Cidrs() {}

    static String checked(String network, RuleNode where) throws RuleRefusedException {
        var form = FORM.matcher(network);
        if (!form.matches() || Integer.parseInt(form.group(2)) > (network.indexOf(':') >= 0 ? 128 : 32)) {
            throw where.refuse("expected a network such as 10.0.0.0/8 or fe80::/10");
        }
        return network;
    }
}
