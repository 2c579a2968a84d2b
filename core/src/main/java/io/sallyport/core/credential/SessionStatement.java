// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session token says, sealed. Who it is for is an id, never a name: a renamed user keeps her sessions and a
 * successor of the same name does not inherit them.
 *
 * @param secretAccessKey signs requests of this session; in here so that issuing one writes nothing
 * @param mfa null for a session opened without a second factor
 */
public record SessionStatement(
        AccountId account,
        UniqueId owner,
        AccessKeyId accessKeyId,
        String secretAccessKey,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable MfaEvidence mfa) {

    @JsonIgnore
    public SecretAccessKey secret() {
        return SecretAccessKey.of(secretAccessKey);
    }

    @Override
    public String toString() {
        return "SessionStatement[" + accessKeyId + " of " + owner + "]";
    }
}
