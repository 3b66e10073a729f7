package io.cordon.engine.condition;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses; names are no addresses and are never looked up. */
public final class IpAddress {
    /** What {@link #four} says of a text that is no dotted quad. */
    public static final long NONE = -1;

    private static final int NONE_YET = -1;
    private static final int MOST_FOUR = 15;
    private static final int MOST_SIX = 45;

    private IpAddress() {}

    /** A dotted quad as an unsigned number of 32 bits, or {@link #NONE}. */
    public static long four(String text) {
        if (text.length() > MOST_FOUR) {
            return NONE;
        }
        long address = 0;
        int number = NONE_YET;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && number >= 0 && dots < 3) {
                address = (address << Byte.SIZE) | number;
                number = NONE_YET;
                dots++;
            } else if (c >= '0' && c <= '9') {
                number = Math.max(number, 0) * 10 + c - '0';
                if (number > 0xff) {
                    return NONE;
                }
            } else {
                return NONE;
            }
        }
        return dots == 3 && number >= 0 ? (address << Byte.SIZE) | number : NONE;
    }

    /** An address with colons, and with a zone or without, as 16 bytes, or as 4 where it stands for one of IPv4; else null. */
    public static byte @Nullable [] six(String zoned) {
        int zone = zoned.indexOf('%');
        String text = zone < 0 ? zoned : zoned.substring(0, zone);
        if (text.indexOf(':') < 0 || text.length() > MOST_SIX || text.charAt(0) == '.') {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ':' && c != '.' && (c >= 128 || Character.digit(c, 16) < 0)) {
                return null;
            }
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** An address in one spelling, as one of IPv4 where it stands for one, without a zone; null for any other text. */
    public static @Nullable String canonical(String text) {
        byte[] bytes = bytes(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** An address as 4 or 16 bytes; null for any other text. */
    static byte @Nullable [] bytes(String text) {
        long four = four(text);
        return four == NONE
                ? six(text)
                : new byte[] {(byte) (four >> 24), (byte) (four >> 16), (byte) (four >> 8), (byte) four};
    }
}
