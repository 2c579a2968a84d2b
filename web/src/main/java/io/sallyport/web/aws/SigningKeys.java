// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sallyport.core.Bytes;

/**
 * The signing keys of one day, region and service, kept so that a secret need not be opened and a key derived from it for
 * each request. Nothing here is believed by itself: a kept key counts only beside the sealed secret that the store holds
 * at that moment, so that a key which is deleted, deactivated or replaced is felt by the next request. Thread-safe.
 */
final class SigningKeys {
    private static final int MOST = 10_000;

    private final Cache<Name, Kept> kept = Caffeine.newBuilder()
            .maximumSize(MOST)
            // Evicting takes no thread of its own.
            .executor(Runnable::run)
            .build();

    private record Name(String accessKeyId, CredentialScope scope) {}

    /** A class, not a record: it never prints. */
    private static final class Kept {
        private final Bytes sealed;
        private final byte[] signingKey;

        Kept(Bytes sealed, byte[] signingKey) {
            this.sealed = sealed;
            this.signingKey = signingKey;
        }
    }

    /** The key, derived unless it is kept. The array is not the caller's to change. */
    byte[] get(String accessKeyId, SigningSecret secret, CredentialScope scope) {
        Bytes sealed = secret.sealed();
        if (sealed == null) {
            return SignatureV4.signingKey(secret, scope);
        }
        Kept known = kept.getIfPresent(new Name(accessKeyId, scope));
        return known != null && known.sealed.equals(sealed) ? known.signingKey : SignatureV4.signingKey(secret, scope);
    }

    /** Keeps one whose signature was right: nobody else makes us remember scopes of his own. */
    void keep(String accessKeyId, SigningSecret secret, CredentialScope scope, byte[] signingKey) {
        Bytes sealed = secret.sealed();
        if (sealed != null) {
            Name name = new Name(accessKeyId, scope);
            Kept known = kept.getIfPresent(name);
            if (known == null || !known.sealed.equals(sealed)) {
                kept.put(name, new Kept(sealed, signingKey));
            }
        }
    }
}
