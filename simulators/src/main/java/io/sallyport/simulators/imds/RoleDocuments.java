// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The documents about a role, as EC2's instance metadata writes them. */
final class RoleDocuments {
    private RoleDocuments() {}

    /** {@code iam/security-credentials/ROLE}. */
    static Answer credentials(DeliveredCredentials delivered) {
        Map<String, Object> members = success(delivered.issuedAt());
        members.put("Type", "AWS-HMAC");
        members.put("AccessKeyId", delivered.accessKeyId());
        members.put("SecretAccessKey", delivered.secretAccessKey());
        members.put("Token", delivered.token());
        members.put("Expiration", time(delivered.expiresAt()));
        return Answer.json(200, "text/plain", members);
    }

    /** {@code iam/info}. */
    static Answer info(DeliveredCredentials delivered, DeliveredCredentials.Profile profile) {
        Map<String, Object> members = success(delivered.issuedAt());
        members.put("InstanceProfileArn", profile.arn());
        members.put("InstanceProfileId", profile.id());
        return Answer.json(200, "text/plain", members);
    }

    /** Of a role that EC2 may not assume: the HTTP status says nothing of it. */
    static Answer unauthorized(String message, Instant now) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Code", "AssumeRoleUnauthorizedAccess");
        members.put("Message", message);
        members.put("LastUpdated", time(now));
        return Answer.json(200, "text/plain", members);
    }

    private static Map<String, Object> success(Instant updated) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Code", "Success");
        members.put("LastUpdated", time(updated));
        return members;
    }

    /** In whole seconds, the only form that every SDK reads. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
