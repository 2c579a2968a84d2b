// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import java.time.Instant;
import java.util.Optional;

/**
 * Temporary credentials on their way to a program.
 *
 * @param roleArn {@code arn:aws:iam::…:role/path/name}
 * @param profile the instance profile that the role is in; empty for a role that is named itself
 * @param issuedAt since when they are valid
 */
public record DeliveredCredentials(
        String roleArn,
        Optional<Profile> profile,
        String accessKeyId,
        String secretAccessKey,
        String token,
        Instant issuedAt,
        Instant expiresAt) {
    /** An instance profile. */
    public record Profile(String arn, String id) {}

    String roleName() {
        return roleArn.substring(roleArn.lastIndexOf('/') + 1);
    }

    String accountId() {
        return roleArn.split(":", 6)[4];
    }

    @Override
    public String toString() {
        return "DeliveredCredentials[" + accessKeyId + " of " + roleArn + "]";
    }
}
