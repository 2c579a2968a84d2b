// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** A service that takes credentials of its own: a user name and a password, or a long-term API key. */
public enum CredentialService {
    BEDROCK("ABSK"),
    CASSANDRA(""),
    CODECOMMIT(""),
    LOGS("ACWL");

    private final String keyPrefix;

    CredentialService(String keyPrefix) {
        this.keyPrefix = keyPrefix;
    }

    /** @throws IamException {@code NO_SUCH_ENTITY} */
    public static CredentialService of(String principal) {
        return Arrays.stream(values())
                .filter(service -> service.principal().equals(principal))
                .findFirst()
                .orElseThrow(() -> new IamException(
                        Kind.NO_SUCH_ENTITY,
                        "No such service " + principal + " is supported for Service Specific Credentials"));
    }

    /** As AWS names it: {@code codecommit.amazonaws.com}. */
    public String principal() {
        return name().toLowerCase(Locale.ROOT) + ".amazonaws.com";
    }

    public boolean takesApiKeys() {
        return !keyPrefix.isEmpty();
    }

    /** The secret as its owner has to show it: an API key says whose it is. */
    public String shown(String alias, ServiceSecret secret) {
        if (!takesApiKeys()) {
            return secret.reveal();
        }
        byte[] both = (alias + ":" + secret.reveal()).getBytes(StandardCharsets.US_ASCII);
        return keyPrefix + Base64.getEncoder().encodeToString(both);
    }
}
