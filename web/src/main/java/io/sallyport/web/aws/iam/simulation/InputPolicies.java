// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Policies that come with a request, as texts. */
final class InputPolicies {
    private InputPolicies() {}

    /** {@code PolicyInputList}, in which the policies are called {@code PolicyInputList.1} and so on. */
    static List<AttachedPolicy> identity(List<String> texts) {
        List<AttachedPolicy> policies = new ArrayList<>();
        for (PolicyDocument document : documents(texts)) {
            policies.add(AttachedPolicy.of("PolicyInputList." + (policies.size() + 1), PolicySource.NONE, document));
        }
        return policies;
    }

    /** @throws IamException {@code INVALID_INPUT} that tells which one is malformed */
    static List<PolicyDocument> documents(List<String> texts) {
        List<PolicyDocument> documents = new ArrayList<>();
        for (String text : texts) {
            documents.add(parse(
                    text,
                    PolicyType.IDENTITY,
                    "Policy input list item " + (documents.size() + 1) + " has invalid content"));
        }
        return documents;
    }

    /** {@code PermissionsBoundaryPolicyInputList}, of which there may be one. */
    static Optional<AttachedPolicy> boundary(List<String> texts) {
        if (texts.size() > 1) {
            throw InvalidInput.of("The list of Permissions Boundary policies cannot exceed 1 items.");
        }
        return texts.stream()
                .map(text -> AttachedPolicy.of(
                        "PermissionsBoundaryPolicyInputList.1",
                        PolicySource.NONE,
                        parse(
                                text,
                                PolicyType.BOUNDARY,
                                "Permissions boundary policy input list item 1 has invalid content")))
                .findFirst();
    }

    /** One level of {@code OrderedOrganizationPolicyInputList}, counted from 1. */
    static List<AttachedPolicy> serviceControl(int level, List<String> texts) {
        if (texts.isEmpty()) {
            throw InvalidInput.of(
                    "Organization policy at index " + level + " must contain at least one service control policy");
        }
        String complaint = "Organization policy at index " + level + " has invalid content";
        return texts.stream()
                .map(text -> AttachedPolicy.of(
                        "ServiceControlPolicyInputList",
                        PolicySource.NONE,
                        parse(text, PolicyType.SERVICE_CONTROL, complaint)))
                .toList();
    }

    /** {@code ResourcePolicy}: a bucket's and its like, or a role's trust policy. */
    static @Nullable AttachedPolicy resource(@Nullable String text) {
        return text == null
                ? null
                : AttachedPolicy.of(
                        "ResourcePolicy",
                        PolicySource.RESOURCE,
                        parse(text, PolicyType.RESOURCE, "Resource policy has invalid content"));
    }

    private static PolicyDocument parse(String text, PolicyType type, String complaint) {
        try {
            return PolicyDocument.parse(text, type);
        } catch (IamException malformed) {
            IamException refusal = InvalidInput.of(complaint);
            refusal.initCause(malformed);
            throw refusal;
        }
    }
}
