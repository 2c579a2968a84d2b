// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.name.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A role's credentials, as they are handed out once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveredJson(
        String roleArn,
        @Nullable ProfileJson instanceProfile,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        Instant issuedAt,
        Instant expiresAt) {
    record ProfileJson(String arn, String id) {}

    static DeliveredJson of(
            AccountId account, Role role, @Nullable InstanceProfile profile, SessionTokens.Issued issued) {
        return new DeliveredJson(
                role.arn(account).toString(),
                profile == null
                        ? null
                        : new ProfileJson(
                                profile.arn(account).toString(), profile.id().value()),
                issued.statement().accessKeyId().value(),
                issued.statement().secretAccessKey(),
                issued.token(),
                issued.statement().issuedAt(),
                issued.statement().expiresAt());
    }

    @Override
    public String toString() {
        return "DeliveredJson[" + accessKeyId + " of " + roleArn + "]";
    }
}
