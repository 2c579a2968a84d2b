// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

class AuthorizationDetailsTest extends ServedAccount {
    private static final String DOCUMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}]}";
    private static final String DENIES = DOCUMENT.replace("Allow", "Deny");
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private static final EntityType[] BUT_AWS = {
        EntityType.USER, EntityType.GROUP, EntityType.ROLE, EntityType.LOCAL_MANAGED_POLICY
    };

    private GetAccountAuthorizationDetailsResponse details(EntityType... filter) {
        return iam.getAccountAuthorizationDetails(in -> in.filter(filter));
    }

    private String newPolicy(String name) {
        return iam.createPolicy(in -> in.policyName(name).policyDocument(DOCUMENT))
                .policy()
                .arn();
    }

    private void newRole(String name) {
        iam.createRole(in -> in.roleName(name).path("/app/").assumeRolePolicyDocument(TRUST));
    }

    private static List<String> names(GetAccountAuthorizationDetailsResponse page) {
        return Stream.of(
                        page.userDetailList().stream().map(UserDetail::userName),
                        page.groupDetailList().stream().map(GroupDetail::groupName),
                        page.roleDetailList().stream().map(RoleDetail::roleName),
                        page.policies().stream().map(ManagedPolicyDetail::policyName))
                .flatMap(names -> names)
                .toList();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static PolicyDetail inline(String name) {
        return PolicyDetail.builder()
                .policyName(name)
                .policyDocument(encoded(DOCUMENT))
                .build();
    }

    /** Of what these tests write, as RFC 3986 has it. */
    private static String encoded(String json) {
        StringBuilder out = new StringBuilder();
        for (byte b : json.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0;
            out.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return out.toString();
    }

    @Test
    void aUserIsShownWithAllThatIsHers() {
        String policy = newPolicy("reads");
        iam.createUser(in -> in.userName("marla").path("/team/").permissionsBoundary(policy));
        iam.createGroup(in -> in.groupName("devs"));
        iam.addUserToGroup(in -> in.userName("marla").groupName("devs"));
        iam.putUserPolicy(in -> in.userName("marla").policyName("own").policyDocument(DOCUMENT));
        iam.attachUserPolicy(in -> in.userName("marla").policyArn(policy));
        iam.tagUser(in -> in.userName("marla").tags(tag("team", "soap")));

        UserDetail marla = details(EntityType.USER).userDetailList().get(1);
        assertThat(marla.userName()).isEqualTo("marla");
        assertThat(marla.path()).isEqualTo("/team/");
        assertThat(marla.userId()).startsWith("AIDA");
        assertThat(marla.arn()).isEqualTo(account.arn("user/team/marla"));
        assertThat(marla.createDate()).isEqualTo(server.clock().instant());
        assertThat(marla.userPolicyList()).containsExactly(inline("own"));
        assertThat(marla.groupList()).containsExactly("devs");
        assertThat(marla.attachedManagedPolicies()).singleElement().satisfies(attached -> {
            assertThat(attached.policyArn()).isEqualTo(policy);
            assertThat(attached.policyName()).isEqualTo("reads");
        });
        assertThat(marla.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(policy);
        assertThat(marla.tags()).containsExactly(tag("team", "soap"));
    }

    @Test
    void aGroupAndARoleAreShownWithAllThatIsTheirs() {
        String policy = newPolicy("reads");
        iam.createGroup(in -> in.groupName("devs"));
        iam.putGroupPolicy(in -> in.groupName("devs").policyName("shared").policyDocument(DOCUMENT));
        iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(policy));
        newRole("app");
        iam.putRolePolicy(in -> in.roleName("app").policyName("works").policyDocument(DOCUMENT));
        iam.attachRolePolicy(in -> in.roleName("app").policyArn(SamplePolicies.READ_ONLY));
        iam.putRolePermissionsBoundary(in -> in.roleName("app").permissionsBoundary(policy));
        iam.tagRole(in -> in.roleName("app").tags(tag("b", "2"), tag("a", "1")));
        iam.createInstanceProfile(in -> in.instanceProfileName("machine"));
        iam.addRoleToInstanceProfile(in -> in.instanceProfileName("machine").roleName("app"));

        GetAccountAuthorizationDetailsResponse details = details(EntityType.GROUP, EntityType.ROLE);
        GroupDetail devs = details.groupDetailList().get(0);
        assertThat(devs.groupPolicyList()).containsExactly(inline("shared"));
        assertThat(devs.attachedManagedPolicies())
                .singleElement()
                .satisfies(attached -> assertThat(attached.policyArn()).isEqualTo(policy));
        RoleDetail app = details.roleDetailList().get(0);
        assertThat(app.arn()).isEqualTo(account.arn("role/app/app"));
        assertThat(URLDecoder.decode(app.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(TRUST);
        assertThat(app.rolePolicyList()).containsExactly(inline("works"));
        assertThat(app.attachedManagedPolicies())
                .singleElement()
                .satisfies(attached -> assertThat(attached.policyArn()).isEqualTo(SamplePolicies.READ_ONLY));
        assertThat(app.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(policy);
        assertThat(app.tags()).containsExactly(tag("a", "1"), tag("b", "2"));
        InstanceProfile machine = app.instanceProfileList().get(0);
        assertThat(machine.instanceProfileName()).isEqualTo("machine");
        assertThat(machine.roles()).singleElement().satisfies(role -> {
            assertThat(role.roleId()).isEqualTo(app.roleId());
            assertThat(role.maxSessionDuration()).isNull();
            assertThat(role.assumeRolePolicyDocument()).isEqualTo(app.assumeRolePolicyDocument());
        });
    }

    /** As recorded: only a user's inline policies are no member when there are none. */
    @Test
    void whatHoldsNothingShowsEmptyLists() {
        iam.createUser(in -> in.userName("marla"));
        iam.createGroup(in -> in.groupName("devs"));
        newRole("app");
        GetAccountAuthorizationDetailsResponse details = details(BUT_AWS);
        UserDetail marla = details.userDetailList().get(1);
        assertThat(marla.hasUserPolicyList()).isFalse();
        assertThat(marla.hasGroupList()).isTrue();
        assertThat(marla.hasAttachedManagedPolicies()).isTrue();
        assertThat(marla.hasTags()).isTrue();
        assertThat(marla.permissionsBoundary()).isNull();
        GroupDetail devs = details.groupDetailList().get(0);
        assertThat(devs.hasGroupPolicyList()).isTrue();
        assertThat(devs.hasAttachedManagedPolicies()).isTrue();
        RoleDetail app = details.roleDetailList().get(0);
        assertThat(app.hasRolePolicyList()).isTrue();
        assertThat(app.hasAttachedManagedPolicies()).isTrue();
        assertThat(app.hasInstanceProfileList()).isTrue();
        assertThat(app.hasTags()).isTrue();
        assertThat(app.roleLastUsed()).isNotNull();
        assertThat(app.permissionsBoundary()).isNull();
        assertThat(details.hasPolicies()).isTrue();
        assertThat(details.policies()).isEmpty();
    }

    @Test
    void aPolicyIsShownWithItsVersionsTheNewestFirst() {
        String arn = iam.createPolicy(in -> in.policyName("reads")
                        .path("/team/")
                        .description("not shown")
                        .policyDocument(DOCUMENT))
                .policy()
                .arn();
        iam.createPolicyVersion(in -> in.policyArn(arn).policyDocument(DENIES).setAsDefault(true));
        iam.attachUserPolicy(in -> in.userName("admin").policyArn(arn));

        ManagedPolicyDetail reads =
                details(EntityType.LOCAL_MANAGED_POLICY).policies().get(0);
        assertThat(reads.policyName()).isEqualTo("reads");
        assertThat(reads.policyId()).startsWith("ANPA");
        assertThat(reads.arn()).isEqualTo(arn);
        assertThat(reads.path()).isEqualTo("/team/");
        assertThat(reads.defaultVersionId()).isEqualTo("v2");
        assertThat(reads.attachmentCount()).isEqualTo(1);
        assertThat(reads.permissionsBoundaryUsageCount()).isZero();
        assertThat(reads.isAttachable()).isTrue();
        assertThat(reads.description()).isNull();
        PolicyVersion.Builder version =
                PolicyVersion.builder().createDate(server.clock().instant());
        assertThat(reads.policyVersionList())
                .containsExactly(
                        version.versionId("v2")
                                .isDefaultVersion(true)
                                .document(encoded(DENIES))
                                .build(),
                        version.versionId("v1")
                                .isDefaultVersion(false)
                                .document(encoded(DOCUMENT))
                                .build());
    }

    @Test
    void aFilterChoosesAndEveryListIsThere() {
        iam.createGroup(in -> in.groupName("devs"));
        newRole("app");
        newPolicy("reads");
        assertThat(names(details(EntityType.USER))).containsExactly("admin");
        assertThat(names(details(EntityType.GROUP))).containsExactly("devs");
        assertThat(names(details(EntityType.ROLE))).containsExactly("app");
        assertThat(names(details(EntityType.LOCAL_MANAGED_POLICY))).containsExactly("reads");
        assertThat(names(details(EntityType.ROLE, EntityType.USER))).containsExactly("admin", "app");
        GetAccountAuthorizationDetailsResponse users = details(EntityType.USER);
        assertThat(users.hasGroupDetailList()).isTrue();
        assertThat(users.hasRoleDetailList()).isTrue();
        assertThat(users.hasPolicies()).isTrue();
        assertThat(users.isTruncated()).isFalse();
        assertThat(details(EntityType.GROUP).hasUserDetailList()).isTrue();
    }

    /** Also of those that nobody has attached. */
    @Test
    void awsPoliciesAreShownIfAskedForAndIfNothingIs() {
        List<ManagedPolicyDetail> ofAws = new ArrayList<>();
        iam.getAccountAuthorizationDetailsPaginator(
                        in -> in.filter(EntityType.AWS_MANAGED_POLICY).maxItems(1000))
                .forEach(page -> ofAws.addAll(page.policies()));
        assertThat(ofAws)
                .hasSizeGreaterThan(1000)
                .allSatisfy(policy -> assertThat(policy.policyVersionList())
                        .singleElement()
                        .matches(PolicyVersion::isDefaultVersion));
        assertThat(ofAws).extracting(ManagedPolicyDetail::policyName).contains("AmazonS3FullAccess");

        newPolicy("reads");
        List<String> all = new ArrayList<>();
        iam.getAccountAuthorizationDetailsPaginator(in -> in.maxItems(1000)).forEach(page -> all.addAll(names(page)));
        assertThat(all).startsWith("admin", "reads").hasSize(2 + ofAws.size()).doesNotHaveDuplicates();
    }

    @Test
    void pagesOfAnySizeGoThroughAllKindsInOneOrder() {
        for (String name : List.of("a", "b", "c")) {
            iam.createUser(in -> in.userName("user-" + name));
            iam.createGroup(in -> in.groupName("group-" + name));
            newRole("role-" + name);
            newPolicy("policy-" + name);
        }
        List<String> all = names(details(BUT_AWS));
        assertThat(all).hasSize(13).startsWith("admin", "user-a").endsWith("policy-b", "policy-c");
        for (int size = 1; size <= 14; size++) {
            int items = size;
            List<Integer> sizes = new ArrayList<>();
            List<String> paged = new ArrayList<>();
            iam.getAccountAuthorizationDetailsPaginator(in -> in.filter(BUT_AWS).maxItems(items))
                    .forEach(page -> {
                        sizes.add(names(page).size());
                        paged.addAll(names(page));
                        assertThat(page.isTruncated()).isEqualTo(page.marker() != null);
                    });
            assertThat(paged).as("pages of " + size).isEqualTo(all);
            assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(shown -> shown == items);
            assertThat(sizes).hasSize((all.size() + size - 1) / size);
        }
    }

    @Test
    void itIsOnlyForThoseWhoMayHaveIt() {
        var tyler = server.iam(newUser("tyler"));
        assertRefused(
                () -> tyler.getAccountAuthorizationDetails(in -> {}),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler")
                        + " is not authorized to perform: iam:GetAccountAuthorizationDetails on resource: * because no"
                        + " identity-based policy allows the iam:GetAccountAuthorizationDetails action");
        assertRefused(
                () -> iam.getAccountAuthorizationDetails(in -> in.marker("no-marker")),
                400,
                "ValidationError",
                "Invalid Marker.");
    }
}
