// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.CustomerPolicies;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.CustomerPolicyVersion;
import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** The versions of managed policies. Of AWS's own there is the newest only. */
public final class PolicyVersionActions {
    private final ManagedPolicies managed;
    private final PolicyArns arns;
    private final InstantSource clock;

    public PolicyVersionActions(ManagedPolicies managed, InstantSource clock) {
        this.managed = managed;
        this.arns = new PolicyArns(managed);
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreatePolicyVersion",
                        CreatePolicyVersionRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::createPolicyVersion)
                .reads(
                        "GetPolicyVersion",
                        GetPolicyVersionRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::getPolicyVersion)
                .reads(
                        "ListPolicyVersions",
                        ListPolicyVersionsRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::listPolicyVersions)
                .changes(
                        "DeletePolicyVersion",
                        DeletePolicyVersionRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::deletePolicyVersion)
                .changes(
                        "SetDefaultPolicyVersion",
                        SetDefaultPolicyVersionRequest.class,
                        onArn((call, in) -> in.policyArn()),
                        this::setDefaultPolicyVersion);
    }

    /**
     * The text of a customer managed policy.
     *
     * @throws IamException {@code MALFORMED_POLICY_DOCUMENT}, {@code LIMIT_EXCEEDED}
     */
    static String document(String json) {
        PolicyDocument document = PolicyDocument.parse(json, PolicyType.MANAGED);
        if (PolicyDocument.sizeWithoutWhitespace(json) > CustomerPolicies.CHARACTERS) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED, "Cannot exceed quota for PolicySize: " + CustomerPolicies.CHARACTERS);
        }
        return document.json();
    }

    private CreatePolicyVersionResponse createPolicyVersion(Call call, CreatePolicyVersionRequest in) {
        String refusal = "Cannot create versions for policies outside your own account.";
        PolicyArns.parseOwn(call, in.policyArn(), refusal);
        String document = document(in.policyDocument());
        CustomerPolicy policy = PolicyArns.requireOwn(call, in.policyArn(), refusal);
        return CreatePolicyVersionResponse.builder()
                .policyVersion(member(call.account()
                                .customerPolicies()
                                .addVersion(
                                        policy,
                                        document,
                                        Boolean.TRUE.equals(in.setAsDefault()),
                                        clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                        .build())
                .build();
    }

    private GetPolicyVersionResponse getPolicyVersion(Call call, GetPolicyVersionRequest in) {
        return GetPolicyVersionResponse.builder()
                .policyVersion(arns.find(call, in.policyArn())
                        .flatMap(policy -> find(call, policy, in.versionId()))
                        .orElseThrow(() -> noVersion(in.policyArn(), in.versionId())))
                .build();
    }

    private Optional<PolicyVersion> find(Call call, ManagedPolicy policy, String versionId) {
        CustomerPolicy own = policy.own();
        if (own == null) {
            return managed.find(policy.arn().toString())
                    .filter(found -> found.defaultVersionId().equals(versionId))
                    .map(found -> withDocument(member(found), found.json()));
        }
        OptionalInt number = CustomerPolicyVersion.number(versionId);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        CustomerPolicies policies = call.account().customerPolicies();
        return policies.version(own, number.getAsInt())
                .map(version -> withDocument(
                        member(version),
                        policies.document(own, version.number()).orElseThrow()));
    }

    static PolicyVersion withDocument(PolicyVersion.Builder version, String json) {
        return version.document(DocumentText.encoded(json)).build();
    }

    private ListPolicyVersionsResponse listPolicyVersions(Call call, ListPolicyVersionsRequest in) {
        ManagedPolicy policy = arns.require(call, in.policyArn());
        PageRequest request = PageRequest.of(in.maxItems(), in.marker());
        CustomerPolicy own = policy.own();
        Page<PolicyVersion> page = own == null
                ? request.slice(List.of(policy), ManagedPolicy::defaultVersionId)
                        .map(listed -> member(
                                        managed.find(listed.arn().toString()).orElseThrow())
                                .build())
                : call.account()
                        .customerPolicies()
                        .versions(own, request)
                        .map(version -> member(version).build());
        return ListPolicyVersionsResponse.builder()
                .versions(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private DeletePolicyVersionResponse deletePolicyVersion(Call call, DeletePolicyVersionRequest in) {
        CustomerPolicy policy = PolicyArns.requireOwn(
                call, in.policyArn(), "Cannot delete policy versions for policies outside your own account.");
        OptionalInt number = CustomerPolicyVersion.number(in.versionId());
        if (number.isEmpty() || !call.account().customerPolicies().removeVersion(policy, number.getAsInt())) {
            throw noVersion(in.policyArn(), in.versionId());
        }
        return DeletePolicyVersionResponse.builder().build();
    }

    private SetDefaultPolicyVersionResponse setDefaultPolicyVersion(Call call, SetDefaultPolicyVersionRequest in) {
        CustomerPolicies policies = call.account().customerPolicies();
        OptionalInt number = CustomerPolicyVersion.number(in.versionId());
        boolean set = policies.find(
                        PolicyArns.parseOwn(call, in.policyArn(), "Cannot update policies outside your own account."))
                .filter(policy -> number.isPresent() && policies.setDefault(policy, number.getAsInt()))
                .isPresent();
        if (!set) {
            throw noVersion(in.policyArn(), in.versionId());
        }
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    static PolicyVersion.Builder member(AwsManagedPolicy policy) {
        return PolicyVersion.builder()
                .versionId(policy.defaultVersionId())
                .isDefaultVersion(true)
                .createDate(policy.updateDate());
    }

    static PolicyVersion.Builder member(CustomerPolicyVersion version) {
        return PolicyVersion.builder()
                .versionId(version.id())
                .isDefaultVersion(version.isDefault())
                .createDate(version.createdAt());
    }

    private static IamException noVersion(String policyArn, String versionId) {
        return PolicyArns.notAttachable("Policy " + policyArn + " version " + versionId);
    }
}
