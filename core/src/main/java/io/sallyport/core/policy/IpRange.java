// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291); a bare address is a block of one.
 *
 * @param prefix bits that count
 */
record IpRange(IpAddress address, int prefix) {
    static Optional<IpRange> parse(String text) {
        return Optional.ofNullable(read(text));
    }

    private static @Nullable IpRange read(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(text, 0, slash < 0 ? text.length() : slash);
        if (address == null) {
            return null;
        }
        int prefix = slash < 0 ? address.bits() : length(text, slash + 1);
        return prefix < 0 || prefix > address.bits() ? null : new IpRange(address, prefix);
    }

    /** One to three digits, with a plus before them or not, as AWS was recorded to read them; -1 otherwise. */
    private static int length(String text, int from) {
        int digits = text.startsWith("+", from) ? from + 1 : from;
        int length = 0;
        for (int i = digits; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i - digits == 3) {
                return -1;
            }
            length = length * 10 + c - '0';
        }
        return digits == text.length() ? -1 : length;
    }

    /** Whether a text is an address or block that lies in this block; one of the other family never does. */
    boolean containsAll(String text) {
        IpRange other = read(text);
        return other != null && other.prefix >= prefix && address.startsAs(other.address, prefix);
    }
}
