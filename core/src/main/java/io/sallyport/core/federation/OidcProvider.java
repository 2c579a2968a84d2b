// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An OpenID Connect provider.
 *
 * @param clientIds the audiences its tokens may be for, each once, in the order they came
 * @param thumbprints of certificates its host may show, in lower case whatever was given; none is for a host with a
 *     certificate that is trusted anyway
 */
public record OidcProvider(OidcProviderUrl url, List<String> clientIds, List<String> thumbprints, Instant createdAt) {
    private static final int MOST_CLIENT_IDS = 100;

    /** AWS's words say fewer than five, and five are accepted. */
    private static final int MOST_THUMBPRINTS = 5;

    /** @throws IamException {@code INVALID_INPUT} for too many thumbprints, {@code LIMIT_EXCEEDED} for client ids */
    public OidcProvider {
        clientIds = clientIds.stream().distinct().toList();
        thumbprints =
                thumbprints.stream().map(hex -> hex.toLowerCase(Locale.ROOT)).toList();
        if (thumbprints.size() > MOST_THUMBPRINTS) {
            throw new IamException(
                    Kind.INVALID_INPUT, "Thumbprint list must contain fewer than " + MOST_THUMBPRINTS + " entries.");
        }
        if (clientIds.size() > MOST_CLIENT_IDS) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED,
                    "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: " + MOST_CLIENT_IDS);
        }
    }

    public Arn arn(AccountId account) {
        return url.arn(account);
    }

    /** Also for one that is there already. */
    public OidcProvider withClientId(String clientId) {
        List<String> more =
                Stream.concat(clientIds.stream(), Stream.of(clientId)).toList();
        return new OidcProvider(url, more, thumbprints, createdAt);
    }

    /** Also for one that is not there. */
    public OidcProvider withoutClientId(String clientId) {
        List<String> fewer =
                clientIds.stream().filter(other -> !other.equals(clientId)).toList();
        return new OidcProvider(url, fewer, thumbprints, createdAt);
    }

    /** @throws IamException {@code INVALID_INPUT} for none or too many */
    public OidcProvider withThumbprints(List<String> others) {
        if (others.isEmpty()) {
            throw new IamException(Kind.INVALID_INPUT, "Thumbprint list must contain at least one entry.");
        }
        return new OidcProvider(url, clientIds, others, createdAt);
    }
}
