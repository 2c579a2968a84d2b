// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A range of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3); a bare address is one host. */
public record AddressRange(InetAddress network, int prefixLength) {
    /** Nothing that Java would ask a name server for, as it would for {@code cafe.de}. */
    private static final Pattern LITERAL =
            Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*|(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    /** @throws IllegalArgumentException if it is no such range */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            if (!LITERAL.matcher(address).matches()) {
                throw new UnknownHostException(address);
            }
            InetAddress network = InetAddress.getByName(address);
            int bits = network.getAddress().length * 8;
            int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (length < 0 || length > bits) {
                throw new NumberFormatException(text);
            }
            return new AddressRange(network, length);
        } catch (UnknownHostException | NumberFormatException notARange) {
            throw new IllegalArgumentException("'" + text + "' is not an address range such as 10.0.0.0/8", notARange);
        }
    }

    /** An address of the other family is never in it. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        int hostBits = mine.length * 8 - prefixLength;
        return mine.length == other.length
                && new BigInteger(1, mine).shiftRight(hostBits).equals(new BigInteger(1, other).shiftRight(hostBits));
    }
}
