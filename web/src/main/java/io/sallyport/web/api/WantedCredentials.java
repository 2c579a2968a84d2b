// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.web.aws.sts.KeySessionRequest;
import java.util.List;

/** Which session a key is to open, as a body says. */
final class WantedCredentials {
    private static final String ROLE = "roleArn";
    private static final String POLICY_ARNS = "policyArns";
    private static final String[] MEMBERS = {
        "durationSeconds", ROLE, "roleSessionName", "externalId", "policy", POLICY_ARNS, "sourceIdentity"
    };

    private WantedCredentials() {}

    static KeySessionRequest of(JsonBody body) {
        if (!body.has(ROLE)) {
            for (String member : MEMBERS) {
                if (!member.equals(MEMBERS[0]) && body.has(member)) {
                    throw JsonBody.bad("'" + member + "' is of a role's session: give 'roleArn'");
                }
            }
        }
        return new KeySessionRequest(
                body.number(MEMBERS[0]).orElse(null),
                body.optional(ROLE).orElse(null),
                body.optional("roleSessionName").orElse(null),
                body.optional("externalId").orElse(null),
                body.optional("policy").orElse(null),
                body.has(POLICY_ARNS) ? body.strings(POLICY_ARNS) : List.of(),
                body.optional("sourceIdentity").orElse(null));
    }

    static String[] members() {
        return MEMBERS.clone();
    }
}
