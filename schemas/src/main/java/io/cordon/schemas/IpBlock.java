package io.cordon.schemas;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address, or a block of addresses with a common prefix, as {@code 10.0.0.0/8} or {@code 2001:db8::1} write it.
 *
 * @param address the address in its usual spelling, bits beyond the prefix included
 * @param prefix how many bits are common: 32 or 128 for a single address
 * @param isV6 whether it is of IPv6
 */
public record IpBlock(String address, int prefix, boolean isV6) {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;
    private static final int MAPPED_BITS = V6_BITS - V4_BITS;

    /**
     * Reads an address or a block; empty for any other text. A name is never looked up. What is mapped to IPv6 ({@code
     * ::ffff:10.0.0.1}) is the address of IPv4 that it means: nothing else stands in a packet.
     */
    public static Optional<IpBlock> of(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean isV6 = V6.matcher(address).matches();
        if (!isV6 && !V4.matcher(address).matches()) {
            return Optional.empty();
        }
        int bits = isV6 ? V6_BITS : V4_BITS;
        int prefix = slash < 0 ? bits : number(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            return Optional.empty();
        }
        try {
            InetAddress parsed = InetAddress.getByName(address); // has only digits and dots, or a colon: no name
            boolean isMapped = isV6 && parsed.getAddress().length != V6_BITS / Byte.SIZE;
            if (isMapped && prefix < MAPPED_BITS) {
                return Optional.empty(); // of both kinds
            }
            return Optional.of(
                    new IpBlock(parsed.getHostAddress(), isMapped ? prefix - MAPPED_BITS : prefix, isV6 && !isMapped));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    @Override
    public String toString() {
        return address + '/' + prefix;
    }
}
