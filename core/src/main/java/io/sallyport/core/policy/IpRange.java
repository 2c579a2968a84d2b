// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import io.sallyport.core.Bytes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291); a bare address is a block of one.
 *
 * @param address 4 or 16 bytes
 * @param prefix bits that count
 */
record IpRange(Bytes address, int prefix) {
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<Bytes> address = IpAddresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return address.map(bytes -> new IpRange(bytes, bytes.length() * 8));
        }
        String length = text.substring(slash + 1);
        if (!LENGTH.matcher(length).matches()) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(length);
        return address.filter(bytes -> prefix <= bytes.length() * 8).map(bytes -> new IpRange(bytes, prefix));
    }

    /** Whether all of {@code other} lies in this block; a block of the other family never does. */
    boolean contains(IpRange other) {
        if (other.address.length() != address.length() || other.prefix < prefix) {
            return false;
        }
        byte[] ours = address.toArray();
        byte[] theirs = other.address.toArray();
        for (int bit = 0; bit < prefix; bit++) {
            if (((ours[bit / 8] ^ theirs[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
    }
}
