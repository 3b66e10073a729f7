package io.cordon.engine.match;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** An IP network; names are no addresses and are never looked up. */
final class Network implements TextTest {
    private final byte[] address;
    private final int bits;

    Network(String cidr) {
        int slash = cidr.indexOf('/');
        byte[] parsed = parse(cidr.substring(0, slash));
        if (parsed == null) {
            throw new IllegalArgumentException("no network: " + cidr);
        }
        address = parsed;
        bits = Integer.parseInt(cidr.substring(slash + 1));
    }

    @Override
    public boolean test(String text) {
        byte[] other = parse(text);
        if (other == null || other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int mask = bits - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (bits - bit));
            if (((address[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] parse(String text) {
        boolean six = text.indexOf(':') >= 0;
        if (text.isEmpty() || text.length() > 45 || (!six && !fourNumbers(text))) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
                return null;
            }
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** A dotted quad: anything else without a colon would be taken for a host's name. */
    private static boolean fourNumbers(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots == 3;
    }
}
