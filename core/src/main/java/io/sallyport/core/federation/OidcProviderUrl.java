// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an OpenID Connect provider is, which is what its tokens call their issuer (IAM API, CreateOpenIDConnectProvider,
 * {@code Url}). A slash at the end makes another provider.
 *
 * @param value as AWS shows it: without {@code https://}
 */
public record OidcProviderUrl(String value) {
    private static final String SCHEME = "https://";
    private static final String INVALID = "Invalid Open ID Connect Provider URL";

    /** Names as RFC 1123 §2.1 has them, numbers in dots among them. */
    private static final Pattern HOST = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private static final Pattern IP_V6 = Pattern.compile("\\[[0-9A-Fa-f:.]+]");

    /**
     * Reads the URL of a request. AWS was recorded to answer differently to what is no URL and to a URL of another kind.
     *
     * @throws IamException {@code VALIDATION_ERROR}, {@code INVALID_INPUT}
     */
    public static OidcProviderUrl parse(String url) {
        if (!url.contains("://")) {
            throw new IamException(Kind.VALIDATION_ERROR, INVALID);
        }
        if (!url.startsWith(SCHEME)) {
            throw new IamException(Kind.INVALID_INPUT, INVALID + ". The URL must begin with " + SCHEME + ".");
        }
        URI uri = uri(url);
        String authority = uri.getRawAuthority();
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
        // Neither matches with a port or a user in it.
        boolean named =
                HOST.matcher(authority).matches() || IP_V6.matcher(authority).matches();
        if (!bare || !named) {
            throw new IamException(Kind.INVALID_INPUT, INVALID + ".");
        }
        return new OidcProviderUrl(url.substring(SCHEME.length()));
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getRawAuthority() != null) {
                return uri;
            }
        } catch (URISyntaxException notOne) {
            throw new IamException(Kind.VALIDATION_ERROR, INVALID);
        }
        throw new IamException(Kind.VALIDATION_ERROR, INVALID);
    }

    /** The provider that signs with this name; empty for what no account can have registered. */
    static Optional<OidcProviderUrl> ofIssuer(String issuer) {
        try {
            return Optional.of(parse(issuer));
        } catch (IamException notOne) {
            return Optional.empty();
        }
    }

    public Arn arn(AccountId account) {
        return account.iam("oidc-provider/" + value);
    }

    /** As a request gives it. */
    @Override
    public String toString() {
        return SCHEME + value;
    }
}
