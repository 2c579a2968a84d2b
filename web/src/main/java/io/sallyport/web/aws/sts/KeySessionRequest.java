// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsRequest;

/**
 * Which session a key is to open: a role's, or one's own. It waits in the ceremony's state.
 *
 * @param roleArn null for one's own; what follows it is of a role only
 */
public record KeySessionRequest(
        @Nullable Integer durationSeconds,
        @Nullable String roleArn,
        @Nullable String roleSessionName,
        @Nullable String externalId,
        @Nullable String policy,
        List<String> policyArns,
        @Nullable String sourceIdentity) {
    /** The action whose sessions are one's own. */
    public static final String OWN = "GetSessionToken";

    public KeySessionRequest {
        policyArns = List.copyOf(policyArns);
    }

    /** {@code AssumeRole} or {@code GetSessionToken}. */
    public String action() {
        return roleArn == null ? OWN : "AssumeRole";
    }

    /** As STS is asked the same. */
    StsRequest toSts() {
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

    static KeySessionRequest ofKept(String text) {
        return Json.read(text, KeySessionRequest.class);
    }
}
