// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who the client is behind proxies we trust; what anybody else says of it is not heard. */
public final class Proxies {
    private static final Pattern HOST = Pattern.compile(
            "\\[?(?<v6>[0-9a-fA-F]*:[0-9a-fA-F:.]*)(?:%[^\\]]*)?(?:\\](?::\\d+)?)?|(?<v4>[0-9.]+)(?::\\d+)?");

    /** IPv4, as it nearly always comes; quicker to see than what it might be instead. */
    private static final Pattern BARE = Pattern.compile("[0-9.]+");

    private final List<AddressRange> trusted;

    public Proxies(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * The client's address, without brackets, zone and port: the last entry of X-Forwarded-For that is no trusted proxy.
     *
     * @param peer who the connection comes from
     * @param forwardedFor the header's values joined by commas, null if there is none
     */
    public String client(String peer, @Nullable String forwardedFor) {
        if (forwardedFor == null || !trusts(peer)) {
            return bare(peer);
        }
        String[] hops = forwardedFor.split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = bare(hops[i]);
            if (address(hop).isEmpty()) {
                // Whoever wrote this is no proxy of ours; the one who passed it on is all we know.
                return bare(i == hops.length - 1 ? peer : hops[i + 1]);
            }
            if (!trusts(hop)) {
                return hop;
            }
        }
        return bare(hops[0]);
    }

    /** Whether the client's own connection was TLS, as the trusted proxy says or as we see ourselves. */
    public boolean secure(String peer, boolean ownTls, @Nullable String forwardedProto) {
        return ownTls || ("https".equalsIgnoreCase(forwardedProto) && trusts(peer));
    }

    private boolean trusts(String address) {
        return address(bare(address))
                .filter(known -> trusted.stream().anyMatch(range -> range.contains(known)))
                .isPresent();
    }

    /** Jetty and some proxies write {@code [::1]}, some proxies add a port, a link-local address has a zone. */
    private static String bare(String host) {
        if (BARE.matcher(host).matches()) {
            return host;
        }
        Matcher form = HOST.matcher(host.strip());
        if (!form.matches()) {
            return host.strip();
        }
        return form.group("v6") == null ? form.group("v4") : form.group("v6");
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(AddressRange.parse(literal).network());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
