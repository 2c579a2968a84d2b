// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * A literal address; {@code InetAddress} would ask DNS about what is none.
 *
 * @param v6 its family; an IPv4 address is in {@code low}
 */
record IpAddress(boolean v6, long high, long low) {
    private static final int LONGEST = 45;
    private static final int GROUPS = 8;

    /** Null when it is none. */
    static @Nullable IpAddress parse(String text, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        int colon = text.indexOf(':', from);
        if (colon >= 0 && colon < to) {
            return v6(text.substring(from, to));
        }
        long address = v4(text, from, to);
        return address < 0 ? null : new IpAddress(false, 0, address);
    }

    int bits() {
        return v6 ? 128 : 32;
    }

    /** Whether the first bits are the same. */
    boolean startsAs(IpAddress other, int bits) {
        if (v6 != other.v6) {
            return false;
        }
        if (!v6) {
            return same(low << 32, other.low << 32, bits);
        }
        return same(high, other.high, Math.min(bits, 64)) && same(low, other.low, Math.max(bits - 64, 0));
    }

    private static boolean same(long a, long b, int bits) {
        return bits == 0 || (a ^ b) >>> (64 - bits) == 0;
    }

    /** Four decimal numbers of up to three digits, as AWS was recorded to read them; -1 otherwise. */
    private static long v4(String text, int from, int to) {
        long address = 0;
        int octets = 0;
        int at = from;
        while (octets < 4) {
            int start = at;
            int octet = 0;
            while (at < to && at - start < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                octet = octet * 10 + text.charAt(at++) - '0';
            }
            if (at == start || octet > 255) {
                return -1;
            }
            address = address << 8 | octet;
            octets++;
            if (octets < 4 && (at == to || text.charAt(at++) != '.')) {
                return -1;
            }
        }
        return at == to ? address : -1;
    }

    /** RFC 4291 section 2.2: eight groups, {@code ::} for a run of zeros, the last 32 bits possibly as IPv4. */
    private static @Nullable IpAddress v6(String text) {
        int gap = text.indexOf("::");
        int[] head = groups(gap < 0 ? text : text.substring(0, gap));
        int[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            return null;
        }
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return new IpAddress(true, join(all, 0), join(all, GROUPS / 2));
    }

    private static long join(int[] groups, int from) {
        long joined = 0;
        for (int i = from; i < from + GROUPS / 2; i++) {
            joined = joined << 16 | groups[i];
        }
        return joined;
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        boolean embedded = parts[parts.length - 1].indexOf('.') >= 0;
        int[] groups = new int[parts.length + (embedded ? 1 : 0)];
        for (int i = 0; i < parts.length - (embedded ? 1 : 0); i++) {
            groups[i] = group(parts[i]);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (embedded) {
            String last = parts[parts.length - 1];
            long v4 = v4(last, 0, last.length());
            if (v4 < 0) {
                return null;
            }
            groups[groups.length - 2] = (int) (v4 >>> 16);
            groups[groups.length - 1] = (int) (v4 & 0xffff);
        }
        return groups;
    }

    /** One to four hexadecimal digits; -1 otherwise. */
    private static int group(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int group = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            group = group << 4 | digit;
        }
        return group;
    }
}
