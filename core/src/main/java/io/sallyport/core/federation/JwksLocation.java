// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuer's key set (RFC 7517 §5) is: a file, or a URL on this machine. Nothing is ever fetched from anywhere
 * else, whatever a token or a provider says.
 *
 * @param issuer as tokens name it
 * @param file null for a URL
 * @param url null for a file
 */
public record JwksLocation(
        String issuer, @Nullable Path file, @Nullable URI url) {
    /** Names and addresses that are this machine whatever a name service says. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]");

    /**
     * Reads an option.
     *
     * @param text {@code ISSUER=FILE} or {@code ISSUER=URL}
     * @throws IllegalArgumentException if it is neither
     */
    public static JwksLocation parse(String text) {
        int equals = text.indexOf('=');
        String issuer = equals < 0 ? "" : text.substring(0, equals);
        String place = text.substring(equals + 1);
        if (issuer.isEmpty() || place.isEmpty()) {
            throw new IllegalArgumentException(
                    "say whose keys are where, such as https://idp.example.org=/etc/sallyport/idp.jwks, not " + text);
        }
        String lower = place.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://")
                ? new JwksLocation(issuer, null, loopback(place))
                : new JwksLocation(issuer, Path.of(place), null);
    }

    private static URI loopback(String place) {
        try {
            URI url = new URI(place);
            boolean here = url.getHost() != null
                    && url.getRawUserInfo() == null
                    && LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
            if (here) {
                return url;
            }
        } catch (URISyntaxException notOne) {
            throw elsewhere(place);
        }
        throw elsewhere(place);
    }

    private static IllegalArgumentException elsewhere(String place) {
        return new IllegalArgumentException(
                "keys are read from a file or from a URL on loopback, such as http://127.0.0.1:8081/jwks.json, not "
                        + place);
    }

    /** Whether a token's issuer is the one that is meant: Google's leaves out the scheme at times. */
    boolean isOf(String tokensIssuer) {
        return issuer.equals(tokensIssuer)
                || BuiltInProvider.of(issuer)
                        .filter(provider -> Optional.of(provider).equals(BuiltInProvider.of(tokensIssuer)))
                        .isPresent();
    }
}
