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
 * What a session token says, sealed: a session of a user or root ({@code GetSessionToken}), of a role, whose owner is the
 * role, or of a federated user, whose owner is the user or root who called {@code GetFederationToken}. Who it is for is an id, never a name: a renamed user keeps her sessions and a
 * successor of the same name does not inherit them.
 *
 * @param secretAccessKey signs requests of this session; in here so that issuing one writes nothing
 * @param mfa null for a session opened without a second factor
 * @param grant null for a session of {@code GetSessionToken}
 */
public record SessionStatement(
        AccountId account,
        UniqueId owner,
        AccessKeyId accessKeyId,
        String secretAccessKey,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable MfaEvidence mfa,
        @Nullable SessionGrant grant) {

    @JsonIgnore
    public SecretAccessKey secret() {
        return SecretAccessKey.of(secretAccessKey);
    }

    @Override
    public String toString() {
        return "SessionStatement[" + accessKeyId + " of " + owner + "]";
    }
}
