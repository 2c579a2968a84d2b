// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import org.jspecify.annotations.Nullable;

/**
 * Whose access key is this? The port that {@link SignatureVerifier} asks.
 *
 * @param <P> what the caller of the verifier wants to know of the key's owner
 */
@FunctionalInterface
public interface Credentials<P> {
    /** @param securityToken the session token that came with the key, null for a long-term key */
    Lookup<P> lookup(String accessKeyId, @Nullable String securityToken);

    sealed interface Lookup<P> {}

    /** The key may sign. Whether it did is still to be seen: the principal counts for nothing before that. */
    record Known<P>(SigningSecret secret, P principal) implements Lookup<P> {}

    /** The key may not sign. */
    record Refused<P>(Reason reason) implements Lookup<P> {}

    enum Reason {
        /** No such key, or the session token does not belong to it. */
        UNKNOWN,
        INACTIVE,
        /** The session is over. */
        EXPIRED
    }
}
