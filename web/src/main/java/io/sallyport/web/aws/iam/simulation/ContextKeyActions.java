// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyResponse;

/** Which condition keys do policies ask for? Each is told once, whatever its case. */
public final class ContextKeyActions {
    private final PolicyHolders holders;

    public ContextKeyActions(ManagedPolicies managed) {
        this.holders = new PolicyHolders(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                        "GetContextKeysForCustomPolicy",
                        GetContextKeysForCustomPolicyRequest.class,
                        onArn((call, in) -> "*"),
                        this::getContextKeysForCustomPolicy)
                .reads(
                        "GetContextKeysForPrincipalPolicy",
                        GetContextKeysForPrincipalPolicyRequest.class,
                        onArn((call, in) -> PolicyHolders.resource(call.account(), in.policySourceArn())),
                        this::getContextKeysForPrincipalPolicy);
    }

    private GetContextKeysForCustomPolicyResponse getContextKeysForCustomPolicy(
            Call call, GetContextKeysForCustomPolicyRequest in) {
        return GetContextKeysForCustomPolicyResponse.builder()
                .contextKeyNames(keys(InputPolicies.documents(in.policyInputList()).stream()))
                .build();
    }

    private GetContextKeysForPrincipalPolicyResponse getContextKeysForPrincipalPolicy(
            Call call, GetContextKeysForPrincipalPolicyRequest in) {
        PolicyHolders.Held held =
                holders.require(call.account(), in.policySourceArn(), List.of()).held();
        Stream<PolicyDocument> documents = Stream.concat(held.policies().stream(), held.boundary().stream())
                .map(policy -> policy.policy().document());
        return GetContextKeysForPrincipalPolicyResponse.builder()
                .contextKeyNames(keys(Stream.concat(documents, InputPolicies.documents(in.policyInputList()).stream())))
                .build();
    }

    private static Set<String> keys(Stream<PolicyDocument> documents) {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        documents.forEach(document -> keys.addAll(document.contextKeys()));
        return keys;
    }
}
