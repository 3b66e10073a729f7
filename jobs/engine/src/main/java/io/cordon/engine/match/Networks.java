package io.cordon.engine.match;

import io.cordon.engine.condition.IpAddress;
import io.cordon.engine.condition.IpNetwork;
import io.cordon.engine.condition.Predicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The networks that one field is compared with. Those of IPv4 are sorted for each length of a prefix, so that an address is looked
 * up once per length; those of IPv6, which are few, are tried one by one.
 */
final class Networks {
    private final List<Prefixes> four;
    private final List<Six> six;

    private Networks(List<Prefixes> four, List<Six> six) {
        this.four = four;
        this.six = six;
    }

    /** The index of what is asked of a field; null where none of it is a network. */
    static @Nullable Networks of(List<Asked> asked, HitTable.Builder hits) {
        TreeMap<Integer, TreeMap<Integer, Integer>> byMask = new TreeMap<>();
        List<Six> six = new ArrayList<>();
        for (Asked one : asked) {
            if (!(one.predicate() instanceof Predicate.Cidr cidr)) {
                continue;
            }
            IpNetwork network = Objects.requireNonNull(IpNetwork.of(cidr.network()), cidr.network());
            if (network.address().length > Integer.BYTES) {
                six.add(new Six(network, one.hit(HitTable.NONE, hits)));
                continue;
            }
            int mask = network.bits() == 0 ? 0 : -1 << (Integer.SIZE - network.bits());
            // 10.0.0.0/8 may also be written as 10.1.1.1/8.
            byMask.computeIfAbsent(mask, any -> new TreeMap<>())
                    .compute(
                            number(network.address()) & mask,
                            (prefix, other) -> one.hit(other == null ? HitTable.NONE : other, hits));
        }
        List<Prefixes> four = byMask.entrySet().stream()
                .map(length -> new Prefixes(length.getKey(), length.getValue()))
                .toList();
        return four.isEmpty() && six.isEmpty() ? null : new Networks(four, six);
    }

    private static int[] array(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private record Six(IpNetwork network, int hit) {}

    /** All networks of one length. */
    private static final class Prefixes {
        final int mask;
        final int[] prefixes;
        final int[] hits;

        Prefixes(int mask, Map<Integer, Integer> hits) {
            this.mask = mask;
            this.prefixes = array(hits.keySet());
            this.hits = array(hits.values());
        }
    }

    void find(String text, Scratch scratch) {
        long address = IpAddress.four(text);
        if (address != IpAddress.NONE) {
            find((int) address, scratch);
            return;
        }
        byte[] bytes = IpAddress.six(text);
        if (bytes != null && bytes.length == Integer.BYTES) {
            find(number(bytes), scratch);
        } else if (bytes != null) {
            for (Six one : six) {
                if (one.network.contains(bytes)) {
                    scratch.hit(one.hit);
                }
            }
        }
    }

    private void find(int address, Scratch scratch) {
        for (int i = 0; i < four.size(); i++) {
            Prefixes length = four.get(i);
            int at = Arrays.binarySearch(length.prefixes, address & length.mask);
            if (at >= 0) {
                scratch.hit(length.hits[at]);
            }
        }
    }

    private static int number(byte[] four) {
        return ((four[0] & 0xff) << 24) | ((four[1] & 0xff) << 16) | ((four[2] & 0xff) << 8) | (four[3] & 0xff);
    }
}
