package io.cordon.engine.rule;

import io.cordon.engine.condition.IpNetwork;

/** Checks networks where they stand, so that a rule is refused when it is read. */
final class Cidrs {
    private Cidrs() {}

    static String checked(String network, RuleNode where) throws RuleRefusedException {
        if (IpNetwork.of(network) == null) {
            throw where.refuse("expected a network such as 10.0.0.0/8 or fe80::/10");
        }
        return network;
    }
}
