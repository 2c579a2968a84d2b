// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.util.Optional;

/**
 * What a new credential is to be.
 *
 * @param hmacSecret whether it is to have CredRandoms (CTAP 2.1 §12.5)
 * @param largeBlobKey whether it is to have one (CTAP 2.1 §12.3)
 */
public record Blueprint(
        RelyingParty rp,
        User user,
        KeyAlgorithm algorithm,
        boolean discoverable,
        Protection protection,
        boolean hmacSecret,
        boolean largeBlobKey,
        Optional<Bytes> credBlob) {

    public static Blueprint of(RelyingParty rp, User user, KeyAlgorithm algorithm, boolean discoverable) {
        return new Blueprint(rp, user, algorithm, discoverable, Protection.OPTIONAL, false, false, Optional.empty());
    }

    public Blueprint protectedBy(Protection level) {
        return new Blueprint(rp, user, algorithm, discoverable, level, hmacSecret, largeBlobKey, credBlob);
    }

    public Blueprint withHmacSecret() {
        return new Blueprint(rp, user, algorithm, discoverable, protection, true, largeBlobKey, credBlob);
    }

    public Blueprint withLargeBlobKey() {
        return new Blueprint(rp, user, algorithm, discoverable, protection, hmacSecret, true, credBlob);
    }

    public Blueprint withCredBlob(Bytes blob) {
        return new Blueprint(
                rp, user, algorithm, discoverable, protection, hmacSecret, largeBlobKey, Optional.of(blob));
    }
}
