package io.cordon.engine.condition;

import org.jspecify.annotations.Nullable;

/** An IP network. */
public final class IpNetwork {
    private static final int MAPPED = 96;

    private final byte[] address;
    private final int bits;

    private IpNetwork(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** A network as {@code 10.0.0.0/8} or {@code fe80::/10} says it, or null where a text says none. */
    public static @Nullable IpNetwork of(String cidr) {
        int slash = cidr.indexOf('/');
        String digits = cidr.substring(slash + 1);
        if (slash < 0
                || digits.isEmpty()
                || digits.length() > 3
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        byte[] address = IpAddress.bytes(cidr.substring(0, slash));
        boolean colons = cidr.indexOf(':') >= 0;
        int bits = Integer.parseInt(digits);
        if (address == null || bits > (colons ? 128 : 32)) {
            return null;
        }
        // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
        return new IpNetwork(address, colons && address.length == 4 ? Math.max(0, bits - MAPPED) : bits);
    }

    /** The address that it was written with: 4 or 16 bytes. */
    public byte[] address() {
        return address.clone();
    }

    /** How many bits of the address, from the left, all addresses of the network share. */
    public int bits() {
        return bits;
    }

    /** Whether a text is an address that lies in it. */
    public boolean contains(String text) {
        byte[] other = IpAddress.bytes(text);
        return other != null && contains(other);
    }

    /** Whether an address of 4 or 16 bytes lies in it. */
    public boolean contains(byte[] other) {
        if (other.length != address.length) {
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
}
