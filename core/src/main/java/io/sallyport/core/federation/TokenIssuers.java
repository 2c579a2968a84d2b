// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * What accounts call themselves in tokens for other systems.
 *
 * @param base the URL below which each account has its issuer; empty for names of AWS's shape
 */
public record TokenIssuers(Optional<URI> base) {
    private static final String AWS = ".tokens.sts.global.api.aws";

    /** @param id of an account's issuer */
    public String url(String id) {
        return base.map(url -> url.toString().replaceFirst("/+$", "") + "/" + id)
                .orElse("https://" + id + AWS);
    }

    /** The id in a Host header of AWS's shape, for those who resolve that name to this server. */
    public static Optional<String> idOfHost(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
        return name.endsWith(AWS)
                ? Optional.of(name.substring(0, name.length() - AWS.length())).filter(id -> !id.isEmpty())
                : Optional.empty();
    }
}
