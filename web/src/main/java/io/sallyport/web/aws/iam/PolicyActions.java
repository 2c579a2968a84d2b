// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** Policies that users and groups hold. */
public final class PolicyActions {
    private final ManagedPolicies managed;

    public PolicyActions(ManagedPolicies managed) {
        this.managed = managed;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "AttachGroupPolicy",
                        AttachGroupPolicyRequest.class,
                        onArn(
                                (call, in) -> GroupActions.resource(call, in.groupName()),
                                (in, keys) -> keys.put("iam:PolicyARN", in.policyArn())),
                        this::attachGroupPolicy)
                .changes(
                        "AttachUserPolicy",
                        AttachUserPolicyRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                (in, keys) -> keys.put("iam:PolicyARN", in.policyArn())),
                        this::attachUserPolicy)
                .changes(
                        "PutUserPolicy",
                        PutUserPolicyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::putUserPolicy);
    }

    private AttachGroupPolicyResponse attachGroupPolicy(Call call, AttachGroupPolicyRequest in) {
        call.account()
                .policies()
                .attach(
                        call.account()
                                .groups()
                                .require(new GroupName(in.groupName()))
                                .id(),
                        attachable(in.policyArn()));
        return AttachGroupPolicyResponse.builder().build();
    }

    private AttachUserPolicyResponse attachUserPolicy(Call call, AttachUserPolicyRequest in) {
        call.account().policies().attach(Target.of(call, in.userName()).id(), attachable(in.policyArn()));
        return AttachUserPolicyResponse.builder().build();
    }

    private PutUserPolicyResponse putUserPolicy(Call call, PutUserPolicyRequest in) {
        PolicyDocument document = PolicyDocument.parse(in.policyDocument());
        call.account()
                .policies()
                .put(
                        Target.of(call, in.userName()).id(),
                        new PolicyName(in.policyName()),
                        document.json(),
                        PolicyDocument.sizeWithoutWhitespace(document.json()),
                        Policies.INLINE_CHARACTERS_PER_USER);
        return PutUserPolicyResponse.builder().build();
    }

    private Arn attachable(String policyArn) {
        Arn arn = Arn.parse(policyArn);
        if (managed.find(policyArn).isEmpty()) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY, "Policy " + policyArn + " does not exist or is not attachable.");
        }
        return arn;
    }
}
