// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.core.WebOrigin;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * The one site whose page is listened to and whose challenges are signed.
 *
 * @param server where ceremonies are fetched
 * @param origin what browsers call the site: the only origin signed for
 */
public record KioskSite(URI server, URI origin) {
    /**
     * @param origin where that is not the server's address; a server on this machine calls itself localhost
     * @throws IllegalArgumentException saying what to give instead
     */
    public static KioskSite of(URI server, Optional<URI> origin) {
        requireWeb("--server", server);
        origin.ifPresent(given -> requireWeb("--origin", given));
        URI shown = origin.orElse(server);
        String host = shown.getHost().toLowerCase(Locale.ROOT);
        String name = host.equals("127.0.0.1") || host.equals("[::1]") ? "localhost" : host;
        return new KioskSite(server, WebOrigin.of(shown, name));
    }

    /** What a key binds its credentials to. */
    String rpId() {
        return origin.getHost();
    }

    private static void requireWeb(String option, URI given) {
        boolean https = "https".equals(given.getScheme());
        if (given.getHost() == null || given.getUserInfo() != null || !(https || "http".equals(given.getScheme()))) {
            throw new IllegalArgumentException(option + " is the server's address, such as https://iam.example.org");
        }
        // Whoever sits between would choose what is signed.
        if (!https && !isLoopback(given.getHost())) {
            throw new IllegalArgumentException(
                    option + " wants https: plain HTTP is for a server on this machine only");
        }
    }

    /** Whether an address or name is of this machine alone. */
    public static boolean isLoopback(String host) {
        try {
            // No other name is looked up: it may lead elsewhere the next time.
            boolean literal = host.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?");
            return host.equals("localhost")
                    || (literal && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException none) {
            return false;
        }
    }
}
