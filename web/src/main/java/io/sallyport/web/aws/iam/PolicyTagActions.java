// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.List;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** The tags of customer managed policies, whose keys mind case. AWS's policies have none. */
public final class PolicyTagActions {
    private final PolicyArns arns;

    public PolicyTagActions(ManagedPolicies managed) {
        this.arns = new PolicyArns(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagPolicy",
                        TagPolicyRequest.class,
                        onArn((call, in) -> in.policyArn(), (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagPolicy)
                .changes(
                        "UntagPolicy",
                        UntagPolicyRequest.class,
                        onArn((call, in) -> in.policyArn(), (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagPolicy)
                .reads(
                        "ListPolicyTags",
                        ListPolicyTagsRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::listPolicyTags);
    }

    static List<Tag> tags(Call call, ManagedPolicy policy) {
        CustomerPolicy own = policy.own();
        return own == null ? List.of() : call.account().tags().of(own.id());
    }

    private TagPolicyResponse tagPolicy(Call call, TagPolicyRequest in) {
        List<Tag> tags = TagMembers.readWithCase(TagMembers.some(in.tags()));
        call.account().tags().put(taggable(call, in.policyArn()), tags);
        return TagPolicyResponse.builder().build();
    }

    private UntagPolicyResponse untagPolicy(Call call, UntagPolicyRequest in) {
        call.account().tags().remove(taggable(call, in.policyArn()), TagMembers.some(in.tagKeys()));
        return UntagPolicyResponse.builder().build();
    }

    private UniqueId taggable(Call call, String policyArn) {
        CustomerPolicy own = arns.require(call, policyArn).own();
        if (own == null) {
            throw new IamException(Kind.INVALID_INPUT, "Tags not supported for policies in this domain");
        }
        return own.id();
    }

    private ListPolicyTagsResponse listPolicyTags(Call call, ListPolicyTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                tags(call, arns.require(call, in.policyArn())), PageRequest.of(in.maxItems(), in.marker()));
        return ListPolicyTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
