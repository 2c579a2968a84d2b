// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The AppID that U2F credentials were registered under before there was WebAuthn (FIDO AppID and Facet Specification 1.2
 * §3.1.2, WebAuthn L3 §10.1.1). Keys know it by its hash, so that it stays as it is spelled.
 */
public record U2fAppId(String value) {
    private static final int SITE_LABELS = 2;

    /** @throws IllegalArgumentException unless it is an https URL that browsers take for an AppID */
    public U2fAppId {
        URI url = url(value);
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getRawUserInfo() != null) {
            throw none(value);
        }
        if (isAddress(url.getHost())) {
            throw new IllegalArgumentException(
                    "a U2F AppID has a host's name in it, never an address, which browsers refuse: " + value);
        }
        if ("/".equals(url.getRawPath())) {
            throw new IllegalArgumentException(
                    "a U2F AppID that ends at its host has no slash there: " + value.substring(0, value.length() - 1));
        }
    }

    /**
     * Browsers ask this of whoever uses it. Which domains are anybody's own (example.org, example.co.uk) they know from a
     * list; here two labels will do.
     *
     * @throws IllegalArgumentException unless the pages of that origin are of the same site
     */
    void requireSiteOf(URI origin) {
        String page = host(origin);
        String own = host(url(value));
        boolean sameSite = own.equals(page)
                || (!isAddress(page)
                        && site(own).size() == SITE_LABELS
                        && site(own).equals(site(page)));
        if (!"https".equals(origin.getScheme()) || !sameSite) {
            throw new IllegalArgumentException("the U2F AppID " + value + " is not of the site of " + origin
                    + ", which has to be an https URL: give the --origin that it was used at");
        }
    }

    private static List<String> site(String host) {
        List<String> labels = Arrays.asList(host.split("\\.", -1));
        return labels.subList(Math.max(0, labels.size() - SITE_LABELS), labels.size());
    }

    private static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }

    private static URI url(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException notOne) {
            throw none(value);
        }
    }

    private static IllegalArgumentException none(String value) {
        return new IllegalArgumentException(
                "a U2F AppID is an https URL, such as https://example.org/app-id.json, not " + value);
    }
}
