package io.cordon.engine.prevalence;

import java.util.Comparator;

/** Numbers endpoints as if at random, in every JVM alike, so that those of the lowest numbers are a fair sample of all. */
final class EndpointHash {
    static final Comparator<Sighting> ORDER = Comparator.<Sighting>comparingLong(sighting -> of(sighting.endpoint()))
            .thenComparing(Sighting::endpoint);

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private EndpointHash() {}

    /** At least 0. */
    static long of(String endpoint) {
        long hash = FNV_BASIS;
        for (int i = 0; i < endpoint.length(); i++) {
            hash = (hash ^ endpoint.charAt(i)) * FNV_PRIME;
        }
        // FNV's high bits hardly depend on the last characters, which is where names of endpoints differ: MurmurHash3
        // mixes them.
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (hash ^ (hash >>> 33)) >>> 1;
    }
}
