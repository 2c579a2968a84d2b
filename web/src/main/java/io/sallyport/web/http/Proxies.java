// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the client is behind proxies we trust; what anybody else says of it is not heard. */
public final class Proxies {
    private final List<AddressRange> trusted;

    public Proxies(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * The client's address: the last entry of X-Forwarded-For that is no trusted proxy.
     *
     * @param peer who the connection comes from
     * @param forwardedFor the header's values joined by commas, null if there is none
     */
    public String client(String peer, @Nullable String forwardedFor) {
        if (forwardedFor == null || !trusts(peer)) {
            return peer;
        }
        String[] hops = forwardedFor.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (address(hop).isEmpty()) {
                // Whoever wrote this is no proxy of ours; the one who passed it on is all we know.
                return i == hops.length - 1 ? peer : hops[i + 1].strip();
            }
            if (!trusts(hop)) {
                return hop;
            }
        }
        return hops[0].strip();
    }

    /** Whether the client's own connection was TLS, as the trusted proxy says or as we see ourselves. */
    public boolean secure(String peer, boolean ownTls, @Nullable String forwardedProto) {
        return ownTls || (trusts(peer) && "https".equalsIgnoreCase(forwardedProto));
    }

    private boolean trusts(String address) {
        return address(address)
                .filter(known -> trusted.stream().anyMatch(range -> range.contains(known)))
                .isPresent();
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(AddressRange.parse(literal).network());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
