// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as numbers, ranges as numbers with a count of leading bits. */
final class Addresses {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private Addresses() {}

    /** @param range an address, or an address and the length of a prefix */
    static boolean within(String range, String address) {
        String[] parts = range.split("/", 2);
        Optional<byte[]> network = bytes(parts[0]);
        Optional<byte[]> host = bytes(address);
        if (network.isEmpty() || host.isEmpty() || network.get().length != host.get().length) {
            return false;
        }
        int size = network.get().length * 8;
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : size;
        return number(network.get())
                .shiftRight(size - prefix)
                .equals(number(host.get()).shiftRight(size - prefix));
    }

    static boolean isAddress(String text) {
        return bytes(text.split("/", 2)[0]).isPresent();
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static Optional<byte[]> bytes(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    InetAddress.getByName(text.replaceAll("(?<![0-9A-Fa-f:])0+(?=[0-9]+[.])|(?<=[.])0+(?=[0-9])", ""))
                            .getAddress());
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
