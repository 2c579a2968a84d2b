// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyModel;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a security key.
 *
 * @param model metadata's description of it; null if there is none of a proven make
 * @param attested whether its attestation was verified
 * @param backedUp whether its credential has a copy elsewhere
 * @param passkey whether it was made to sign in alone
 */
record KeyJson(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String model,
        boolean attested,
        boolean backedUp,
        boolean passkey) {
    static KeyJson of(KeyCredential credential, Function<KeyCredential, Optional<KeyModel>> models) {
        return new KeyJson(
                models.apply(credential).map(KeyModel::description).orElse(null),
                credential.attested(),
                credential.backedUp(),
                credential.passkey());
    }
}
