// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import java.net.URI;
import java.util.Locale;

/** What a browser calls a site (RFC 6454 §6.2): no upper case, no port that goes without saying. */
public final class WebOrigin {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private WebOrigin() {}

    /** @param site with scheme and host; its path is left out */
    public static URI of(URI site) {
        return of(site, site.getHost());
    }

    /** The same under another name. */
    public static URI of(URI site, String host) {
        String scheme = site.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? HTTPS : HTTP;
        boolean told = site.getPort() >= 0 && site.getPort() != usual;
        return URI.create(scheme + "://" + host.toLowerCase(Locale.ROOT) + (told ? ":" + site.getPort() : ""));
    }
}
