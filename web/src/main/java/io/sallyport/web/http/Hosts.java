// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which Host headers are ours: a page that resolves its own name to us (DNS rebinding) gets no answer. */
public final class Hosts {
    private final Set<String> names = new HashSet<>();
    private final Optional<String> baseDomain;

    /** @param listening the address listened on */
    public Hosts(String listening, Optional<URI> origin, Optional<String> baseDomain) {
        names.add("localhost");
        names.add("127.0.0.1");
        names.add("[::1]");
        String name = listening.toLowerCase(Locale.ROOT);
        names.add(name.indexOf(':') < 0 ? name : "[" + name + "]");
        origin.ifPresent(own -> names.add(own.getHost().toLowerCase(Locale.ROOT)));
        this.baseDomain = baseDomain.map(domain -> domain.toLowerCase(Locale.ROOT));
        this.baseDomain.ifPresent(names::add);
    }

    public boolean allows(@Nullable String hostHeader) {
        if (hostHeader == null) {
            return false;
        }
        String name = withoutPort(hostHeader).toLowerCase(Locale.ROOT);
        return names.contains(name)
                || baseDomain.filter(domain -> name.endsWith("." + domain)).isPresent();
    }

    /** The alias that {@code ALIAS.baseDomain} begins with. */
    public Optional<String> alias(@Nullable String hostHeader) {
        if (hostHeader == null) {
            return Optional.empty();
        }
        String name = withoutPort(hostHeader).toLowerCase(Locale.ROOT);
        return baseDomain
                .filter(domain -> name.endsWith("." + domain))
                .map(domain -> name.substring(0, name.length() - domain.length() - 1));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
