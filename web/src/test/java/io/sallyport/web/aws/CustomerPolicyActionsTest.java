// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** Managed policies of the account's own, as AWS's SDK makes, attaches, finds and deletes them. */
class CustomerPolicyActionsTest extends ServedAccount {
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

    private String create(String name) {
        return create(name, SamplePolicies.allow("iam:*"));
    }

    private String create(String name, String document) {
        return iam.createPolicy(in -> in.policyName(name).policyDocument(document))
                .policy()
                .arn();
    }

    @Test
    void aPolicyIsToldInFullByItselfAndInShortElsewhere() {
        Policy created = iam.createPolicy(in -> in.policyName("Soap")
                        .path("/team/")
                        .description("for washing")
                        .policyDocument(SamplePolicies.allow("iam:*")))
                .policy();

        assertThat(created.arn()).isEqualTo(account.arn("policy/team/Soap"));
        assertThat(created.policyId()).matches("ANPA[A-Z2-7]{17}");
        assertThat(created.policyName()).isEqualTo("Soap");
        assertThat(created.path()).isEqualTo("/team/");
        assertThat(created.defaultVersionId()).isEqualTo("v1");
        assertThat(created.attachmentCount()).isZero();
        assertThat(created.permissionsBoundaryUsageCount()).isZero();
        assertThat(created.isAttachable()).isTrue();
        assertThat(created.createDate()).isEqualTo(AwsServer.START);
        assertThat(created.updateDate()).isEqualTo(AwsServer.START);
        assertThat(created.description()).isNull();
        assertThat(created.hasTags()).isFalse();
        Policy got = iam.getPolicy(in -> in.policyArn(created.arn())).policy();
        assertThat(got.description()).isEqualTo("for washing");
        assertThat(got.hasTags()).isTrue();
        assertThat(iam.listPolicies(in -> in.scope(PolicyScopeType.LOCAL)).policies())
                .containsExactly(created);
    }

    @Test
    void anAttachedPolicyDecidesAtTheNextRequestAndIsNamedByItsDenials() {
        AwsCredentials key = newUser("tyler");
        IamClient tyler = server.iam(key);
        iam.createGroup(in -> in.groupName("devs"));
        iam.addUserToGroup(in -> in.groupName("devs").userName("tyler"));
        String allow = create("allow");
        String deny = create("deny", SamplePolicies.deny("iam:ListUsers"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(allow));
        assertThat(tyler.listUsers().users()).hasSize(2);
        iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(deny));

        assertRefused(
                () -> tyler.listUsers(),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:ListUsers on resource: "
                        + account.arn("user/") + " with an explicit deny in an identity-based policy: " + deny);
        assertThat(iam.listAttachedGroupPolicies(in -> in.groupName("devs")).attachedPolicies())
                .containsExactly(AttachedPolicy.builder()
                        .policyName("deny")
                        .policyArn(deny)
                        .build());
        iam.detachGroupPolicy(in -> in.groupName("devs").policyArn(deny));
        assertThat(tyler.listUsers().users()).hasSize(2);
        iam.detachUserPolicy(in -> in.userName("tyler").policyArn(allow));
        assertRefused(() -> tyler.listUsers(), 403, "AccessDenied");
    }

    @Test
    void aDenialByABoundaryNamesIt() {
        IamClient tyler = server.iam(newUser("tyler"));
        String bound = create("bound", SamplePolicies.deny("iam:ListUsers"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(ADMIN));
        iam.putUserPermissionsBoundary(in -> in.userName("tyler").permissionsBoundary(bound));

        assertRefused(
                () -> tyler.listUsers(),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:ListUsers on resource: "
                        + account.arn("user/") + " with an explicit deny in a permissions boundary: " + bound);
        assertThat(iam.getUser(in -> in.userName("tyler"))
                        .user()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .isEqualTo(bound);
    }

    /** What is attached, bounds, does both or neither, in every way to ask for it, as AWS was recorded to answer. */
    @Test
    void usesAreCountedFilteredAndTold() {
        String attached = create("attached");
        String boundary = create("boundary");
        String both = create("both");
        create("unused");
        iam.createGroup(in -> in.groupName("devs"));
        iam.createUser(in -> in.userName("tyler").permissionsBoundary(boundary));
        iam.createUser(in -> in.userName("marla").permissionsBoundary(both));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(attached));
        iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(attached));
        iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(both));

        for (PolicyUsageType usage : PolicyUsageType.knownValues()) {
            assertThat(local(false, usage)).containsExactly("attached", "both", "boundary", "unused");
        }
        assertThat(local(true, null)).containsExactly("attached", "both", "boundary");
        assertThat(local(true, PolicyUsageType.PERMISSIONS_POLICY)).containsExactly("attached", "both");
        assertThat(local(true, PolicyUsageType.PERMISSIONS_BOUNDARY)).containsExactly("both", "boundary");
        assertThat(iam.listPolicies(in -> in.scope(PolicyScopeType.LOCAL)).policies())
                .extracting(Policy::policyName, Policy::attachmentCount, Policy::permissionsBoundaryUsageCount)
                .containsExactly(
                        tuple("attached", 2, 0), tuple("both", 1, 1), tuple("boundary", 0, 1), tuple("unused", 0, 0));
        assertThat(iam.getPolicy(in -> in.policyArn(both)).policy())
                .extracting(Policy::attachmentCount, Policy::permissionsBoundaryUsageCount)
                .containsExactly(1, 1);
        assertThat(entities(attached, null, null)).containsExactly("devs", "tyler");
        assertThat(entities(attached, PolicyUsageType.PERMISSIONS_BOUNDARY, null))
                .isEmpty();
        assertThat(entities(boundary, null, null)).containsExactly("tyler");
        assertThat(entities(boundary, PolicyUsageType.PERMISSIONS_POLICY, null)).isEmpty();
        assertThat(entities(both, null, null)).containsExactly("devs", "marla");
        assertThat(entities(both, PolicyUsageType.PERMISSIONS_POLICY, null)).containsExactly("devs");
        assertThat(entities(both, PolicyUsageType.PERMISSIONS_BOUNDARY, null)).containsExactly("marla");
        assertThat(entities(both, null, EntityType.GROUP)).containsExactly("devs");
        assertThat(entities(both, null, EntityType.USER)).containsExactly("marla");
        assertThat(entities(both, null, EntityType.LOCAL_MANAGED_POLICY)).isEmpty();
    }

    private List<String> local(boolean onlyAttached, @Nullable PolicyUsageType usage) {
        return iam
                .listPolicies(in -> in.scope(PolicyScopeType.LOCAL)
                        .onlyAttached(onlyAttached)
                        .policyUsageFilter(usage))
                .policies()
                .stream()
                .map(Policy::policyName)
                .toList();
    }

    private List<String> entities(String policy, @Nullable PolicyUsageType usage, @Nullable EntityType filter) {
        ListEntitiesForPolicyResponse out = iam.listEntitiesForPolicy(
                in -> in.policyArn(policy).policyUsageFilter(usage).entityFilter(filter));
        return Stream.concat(
                        out.policyGroups().stream().map(PolicyGroup::groupName),
                        out.policyUsers().stream().map(PolicyUser::userName))
                .toList();
    }

    /** AWS lists an account's own before its own, so that they are on the first page; its own by age. */
    @Test
    void theAccountsPoliciesComeBeforeAwssAcrossPages() {
        create("b");
        create("A");
        create("c");
        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            String after = marker;
            ListPoliciesResponse page =
                    iam.listPolicies(in -> in.maxItems(2).marker(after).pathPrefix("/"));
            page.policies().forEach(policy -> seen.add(policy.policyName()));
            marker = page.marker();
        } while (seen.size() < 8);

        assertThat(seen)
                .containsExactly(
                        "A",
                        "b",
                        "c",
                        "AdministratorAccess",
                        "PowerUserAccess",
                        "ReadOnlyAccess",
                        "AWSCloudFormationReadOnlyAccess",
                        "CloudFrontFullAccess");
        assertThat(iam.listPoliciesPaginator(in -> in.scope(PolicyScopeType.ALL).maxItems(1000)).policies().stream())
                .hasSize(1597 + 3);
    }

    @Test
    void aPolicyIsDeletedWhenItIsUnused() {
        String arn = create("p");
        iam.attachUserPolicy(in -> in.userName("admin").policyArn(arn));
        ThrowingCallable delete = () -> iam.deletePolicy(in -> in.policyArn(arn));
        assertRefused(delete, 409, "DeleteConflict", "Cannot delete a policy attached to entities.");
        iam.detachUserPolicy(in -> in.userName("admin").policyArn(arn));
        iam.createUser(in -> in.userName("tyler").permissionsBoundary(arn));
        assertRefused(delete, 409, "DeleteConflict", "Cannot delete a policy attached to entities.");
        iam.deleteUser(in -> in.userName("tyler"));
        iam.createPolicyVersion(in -> in.policyArn(arn).policyDocument(SamplePolicies.allow("*")));
        assertRefused(
                delete,
                409,
                "DeleteConflict",
                "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                        + " versions. The default version is deleted with the policy.");
        iam.deletePolicyVersion(in -> in.policyArn(arn).versionId("v2"));
        iam.deletePolicy(in -> in.policyArn(arn));

        assertRefused(delete, 404, "NoSuchEntity", "Policy " + arn + " was not found.");
        assertThat(create("P")).isEqualTo(account.arn("policy/P"));
    }

    @Test
    void aNameIsTakenInEveryCase() {
        create("p");
        assertRefused(
                () -> iam.createPolicy(in -> in.policyName("P").path("/x/").policyDocument(SamplePolicies.allow("*"))),
                409,
                "EntityAlreadyExists",
                "A policy called P already exists. Duplicate names are not allowed.");
    }

    @Test
    void aDocumentHas6144CharactersAndIsHeldToAwssRules() {
        create("longest", SamplePolicies.ofSize(6144) + " ".repeat(100));
        assertRefused(
                () -> create("longer", SamplePolicies.ofSize(6145)),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PolicySize: 6144");
        String old = SamplePolicies.allow("*").replace("2012-10-17", "2008-10-17");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> create("old", old),
                () -> iam.createPolicyVersion(
                        in -> in.policyArn(account.arn("policy/longest")).policyDocument(old)))) {
            assertRefused(
                    call, 400, "MalformedPolicyDocument", "Policy document must be version 2012-10-17 or greater.");
        }
    }

    @Test
    void awssPoliciesAreNotChanged() {
        assertRefused(
                () -> iam.deletePolicy(in -> in.policyArn(ADMIN)),
                403,
                "AccessDenied",
                "Cannot delete policies outside your own account.");
        assertRefused(
                () -> iam.deletePolicy(in -> in.policyArn("arn:aws:iam::aws:policy/Nonexistent")),
                403,
                "AccessDenied",
                "Cannot delete policies outside your own account.");
        assertRefused(
                () -> iam.createPolicyVersion(in -> in.policyArn(ADMIN).policyDocument(SamplePolicies.allow("*"))),
                403,
                "AccessDenied",
                "Cannot create versions for policies outside your own account.");
        assertRefused(
                () -> iam.setDefaultPolicyVersion(in -> in.policyArn(ADMIN).versionId("v1")),
                403,
                "AccessDenied",
                "Cannot update policies outside your own account.");
        assertRefused(
                () -> iam.deletePolicyVersion(in -> in.policyArn(ADMIN).versionId("v1")),
                403,
                "AccessDenied",
                "Cannot delete policy versions for policies outside your own account.");
    }

    @Test
    void anArnThatIsNoneOfAPolicyIsRefusedByEveryAction() {
        String arn = account.arn("not_a_policy/invalid");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.deletePolicy(in -> in.policyArn(arn)),
                () -> iam.createPolicyVersion(in -> in.policyArn(arn).policyDocument(SamplePolicies.allow("*"))),
                () -> iam.deletePolicyVersion(in -> in.policyArn(arn).versionId("v1")),
                () -> iam.setDefaultPolicyVersion(in -> in.policyArn(arn).versionId("v1")),
                () -> iam.tagPolicy(in -> in.policyArn(arn).tags(UserTagsTest.tag("a", ""))),
                () -> iam.untagPolicy(in -> in.policyArn(arn).tagKeys("a")),
                () -> iam.listPolicyTags(in -> in.policyArn(arn)))) {
            assertRefused(call, 400, "InvalidInput", "ARN " + arn + " is not valid.");
        }
        assertRefused(
                () -> iam.getPolicy(in -> in.policyArn("arn:aws-cn:iam::aws:policy/AdministratorAccess")),
                400,
                "ValidationError",
                "Invalid ARN partition");
    }
}
