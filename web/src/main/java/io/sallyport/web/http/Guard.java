// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.sallyport.web.aws.WireError;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What every answer carries and every request must bear, whichever way it comes in. */
public final class Guard {
    /** For every answer. */
    public static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
                            + " form-action 'self'");

    private static final WireError MISDIRECTED = new WireError(
            421,
            "MisdirectedRequest",
            "This server does not answer to that Host: see --origin and --base-domain.",
            WireError.Fault.SENDER);

    private static final WireError OF_ANOTHER_SITE =
            new WireError(403, "AccessDenied", "A page of another site may not call this.", WireError.Fault.SENDER);

    private final Hosts hosts;
    private final Optional<String> origin;

    /** @param origin what browsers were told to reach us by, if they were */
    public Guard(Hosts hosts, Optional<URI> origin) {
        this.hosts = hosts;
        this.origin = origin.map(URI::toString);
    }

    /**
     * Why a request gets no answer, if it does not.
     *
     * @param from the header {@code Origin}: browsers say where a request comes from, programs do not. A second line
     *     behind the cookie's SameSite.
     * @param secure whether it came over TLS; only asked where it matters
     */
    public Optional<WireError> refusal(
            String method, @Nullable String host, @Nullable String from, BooleanSupplier secure) {
        if (!hosts.allows(host)) {
            return Optional.of(MISDIRECTED);
        }
        boolean sameSite = from == null
                || method.equals("GET")
                || origin.filter(from::equals).isPresent()
                || from.equals((secure.getAsBoolean() ? "https://" : "http://") + host);
        return sameSite ? Optional.empty() : Optional.of(OF_ANOTHER_SITE);
    }
}
