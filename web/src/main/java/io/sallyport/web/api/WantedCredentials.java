// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.core.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsRequest;

/**
 * Which session a key is to open, as a request says: a role's, or one's own. It waits in the ceremony's state.
 *
 * @param roleArn null for one's own; what follows it is of a role only
 */
record WantedCredentials(
        @Nullable Integer durationSeconds,
        @Nullable String roleArn,
        @Nullable String roleSessionName,
        @Nullable String externalId,
        @Nullable String policy,
        List<String> policyArns,
        @Nullable String sourceIdentity) {
    private static final String ROLE = "roleArn";
    private static final String POLICY_ARNS = "policyArns";
    private static final String[] MEMBERS = {
        "durationSeconds", ROLE, "roleSessionName", "externalId", "policy", POLICY_ARNS, "sourceIdentity"
    };

    WantedCredentials {
        policyArns = List.copyOf(policyArns);
    }

    static WantedCredentials of(JsonBody body) {
        if (!body.has(ROLE)) {
            for (String member : MEMBERS) {
                if (!member.equals(MEMBERS[0]) && body.has(member)) {
                    throw JsonBody.bad("'" + member + "' is of a role's session: give 'roleArn'");
                }
            }
        }
        return new WantedCredentials(
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

    /** As STS is asked the same. */
    StsRequest request() {
        return roleArn == null
                ? GetSessionTokenRequest.builder()
                        .durationSeconds(durationSeconds)
                        .build()
                : AssumeRoleRequest.builder()
                        .durationSeconds(durationSeconds)
                        .roleArn(roleArn)
                        .roleSessionName(roleSessionName)
                        .externalId(externalId)
                        .policy(policy)
                        .policyArns(policyArns.stream()
                                .map(arn ->
                                        PolicyDescriptorType.builder().arn(arn).build())
                                .toList())
                        .sourceIdentity(sourceIdentity)
                        .build();
    }

    String kept() {
        return Json.write(this);
    }

    static WantedCredentials ofKept(String text) {
        return Json.read(text, WantedCredentials.class);
    }
}
