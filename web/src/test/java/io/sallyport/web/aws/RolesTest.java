// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/** Roles. Which answer shows which member is as AWS was recorded. */
class RolesTest extends ServedAccount {
    static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";

    private Role create(String name) {
        return iam.createRole(in -> in.roleName(name).assumeRolePolicyDocument(TRUST))
                .role();
    }

    private Role get(String name) {
        return iam.getRole(in -> in.roleName(name)).role();
    }

    @Test
    void createRoleShowsLessThanGetRole() {
        Role made = iam.createRole(in -> in.roleName("Deploy")
                        .path("/ci/")
                        .assumeRolePolicyDocument(TRUST)
                        .description("deploys")
                        .maxSessionDuration(7200)
                        .tags(tag("Team", "blue"), tag("empty", "")))
                .role();
        assertThat(made.roleId()).matches("AROA[A-Z2-7]{17}");
        assertThat(made.arn()).isEqualTo(account.arn("role/ci/Deploy"));
        assertThat(made.createDate()).isEqualTo(AwsServer.START);
        assertThat(made.description()).isNull();
        assertThat(made.maxSessionDuration()).isNull();
        assertThat(made.roleLastUsed()).isNull();
        assertThat(made.tags()).containsExactly(tag("Team", "blue"), tag("empty", ""));
        assertThat(URLDecoder.decode(made.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .isEqualTo(TRUST);

        Role got = get("dEPLOY");
        assertThat(got)
                .isEqualTo(made.toBuilder()
                        .description("deploys")
                        .maxSessionDuration(7200)
                        .tags(tag("Team", "blue"), tag("empty", ""))
                        .roleLastUsed(RoleLastUsed.builder().build())
                        .build());
    }

    @Test
    void aRoleWithoutTagsHasNoSuchMemberAndASessionOfAnHour() {
        assertThat(create("plain").hasTags()).isFalse();
        Role got = get("plain");
        assertThat(got.hasTags()).isFalse();
        assertThat(got.maxSessionDuration()).isEqualTo(3600);
        assertThat(got.description()).isNull();
        assertThat(got.path()).isEqualTo("/");
    }

    @Test
    void listRolesShowsDescriptionsAndSessionsButNoTagsNorUse() {
        iam.createRole(in -> in.roleName("b")
                .path("/team/one/")
                .assumeRolePolicyDocument(TRUST)
                .description("second")
                .tags(tag("a", "1")));
        create("A");
        List<Role> all = iam.listRoles().roles();
        assertThat(all).extracting(Role::roleName).containsExactly("A", "b");
        assertThat(all.get(1).description()).isEqualTo("second");
        assertThat(all.get(1).maxSessionDuration()).isEqualTo(3600);
        assertThat(all.get(1).hasTags()).isFalse();
        assertThat(all.get(1).roleLastUsed()).isNull();
        assertThat(iam.listRoles(in -> in.pathPrefix("/team")).roles())
                .extracting(Role::roleName)
                .containsExactly("b");
        ListRolesResponse none = iam.listRoles(in -> in.pathPrefix("/none/"));
        assertThat(none.hasRoles()).isTrue();
        assertThat(none.roles()).isEmpty();
        assertThat(none.isTruncated()).isFalse();
    }

    @Test
    void rolesComeInPages() {
        List.of("r3", "R1", "r2").forEach(this::create);
        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            String from = marker;
            ListRolesResponse page = iam.listRoles(in -> in.maxItems(2).marker(from));
            page.roles().forEach(role -> seen.add(role.roleName()));
            marker = page.marker();
        } while (marker != null);
        assertThat(seen).containsExactly("R1", "r2", "r3");
    }

    @Test
    void updateRoleLeavesWhatItDoesNotName() {
        create("r");
        iam.updateRole(in -> in.roleName("r").description("new").maxSessionDuration(43200));
        iam.updateRole(in -> in.roleName("r"));
        assertThat(get("r").description()).isEqualTo("new");
        assertThat(get("r").maxSessionDuration()).isEqualTo(43200);
        iam.updateRole(in -> in.roleName("r").description(""));
        assertThat(get("r").description()).isEmpty();
        assertThat(get("r").maxSessionDuration()).isEqualTo(43200);
    }

    @Test
    void updateRoleDescriptionAnswersWithTheRole() {
        create("r");
        Role updated = iam.updateRoleDescription(in -> in.roleName("R").description("why"))
                .role();
        assertThat(updated.description()).isEqualTo("why");
        assertThat(updated.roleName()).isEqualTo("r");
        assertThat(updated.maxSessionDuration()).isNull();
        assertThat(get("r").description()).isEqualTo("why");
    }

    @Test
    void aNameIsTakenInEveryCase() {
        create("Deploy");
        assertRefused(() -> create("deploy"), 409, "EntityAlreadyExists", "Role with name deploy already exists.");
    }

    @Test
    void everyActionOnARoleSaysWhichRoleIsMissing() {
        iam.createInstanceProfile(in -> in.instanceProfileName("p"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.getRole(in -> in.roleName("none")),
                () -> iam.updateRole(in -> in.roleName("none")),
                () -> iam.updateRoleDescription(in -> in.roleName("none").description("")),
                () -> iam.deleteRole(in -> in.roleName("none")),
                () -> iam.updateAssumeRolePolicy(in -> in.roleName("none").policyDocument(TRUST)),
                () -> iam.tagRole(in -> in.roleName("none").tags(tag("a", ""))),
                () -> iam.untagRole(in -> in.roleName("none").tagKeys("a")),
                () -> iam.listRoleTags(in -> in.roleName("none")),
                () -> iam.putRolePolicy(
                        in -> in.roleName("none").policyName("p").policyDocument(SamplePolicies.allow("*"))),
                () -> iam.getRolePolicy(in -> in.roleName("none").policyName("p")),
                () -> iam.deleteRolePolicy(in -> in.roleName("none").policyName("p")),
                () -> iam.listRolePolicies(in -> in.roleName("none")),
                () -> iam.attachRolePolicy(in -> in.roleName("none").policyArn(SamplePolicies.READ_ONLY)),
                () -> iam.detachRolePolicy(in -> in.roleName("none").policyArn(SamplePolicies.READ_ONLY)),
                () -> iam.listAttachedRolePolicies(in -> in.roleName("none")),
                () -> iam.listInstanceProfilesForRole(in -> in.roleName("none")),
                () -> iam.addRoleToInstanceProfile(
                        in -> in.instanceProfileName("p").roleName("none")),
                () -> iam.removeRoleFromInstanceProfile(
                        in -> in.instanceProfileName("p").roleName("none")),
                () -> iam.deleteServiceLinkedRole(in -> in.roleName("none")))) {
            assertRefused(call, 404, "NoSuchEntity", "The role with name none cannot be found.");
        }
    }

    @Test
    void aRoleGoesOnlyWhenNothingIsLeftInTheOrderAwsNamesIt() {
        create("r");
        iam.putRolePolicy(in -> in.roleName("r").policyName("p").policyDocument(SamplePolicies.allow("*")));
        iam.attachRolePolicy(in -> in.roleName("r").policyArn(SamplePolicies.READ_ONLY));
        iam.createInstanceProfile(in -> in.instanceProfileName("p"));
        iam.addRoleToInstanceProfile(in -> in.instanceProfileName("p").roleName("r"));
        conflict("delete policies");
        iam.deleteRolePolicy(in -> in.roleName("r").policyName("p"));
        conflict("detach all policies");
        iam.detachRolePolicy(in -> in.roleName("r").policyArn(SamplePolicies.READ_ONLY));
        conflict("remove roles from instance profile");
        iam.removeRoleFromInstanceProfile(in -> in.instanceProfileName("p").roleName("r"));
        iam.tagRole(in -> in.roleName("r").tags(tag("a", "1")));
        iam.deleteRole(in -> in.roleName("r"));
        assertThat(create("r").hasTags()).isFalse();
        assertThat(get("r").hasTags()).isFalse();
    }

    private void conflict(String what) {
        assertRefused(
                () -> iam.deleteRole(in -> in.roleName("r")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must " + what + " first.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3599})
    void aSessionIsAnHourAtLeast(int seconds) {
        assertRefused(
                () -> iam.createRole(
                        in -> in.roleName("r").assumeRolePolicyDocument(TRUST).maxSessionDuration(seconds)),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600");
    }

    @Test
    void aSessionIsTwelveHoursAtMost() {
        create("r");
        assertRefused(
                () -> iam.updateRole(in -> in.roleName("r").maxSessionDuration(43201)),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200");
    }

    @Test
    void aDescriptionHasAThousandCharactersAtMost() {
        create("r");
        iam.updateRole(in -> in.roleName("r").description("é".repeat(1000)));
        assertThat(get("r").description()).hasSize(1000);
        assertRefused(
                () -> iam.updateRoleDescription(in -> in.roleName("r").description("é".repeat(1001))),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'description' failed to satisfy constraint: Member must have length less than or equal to 1000");
    }

    @Test
    void aDescriptionIsOfLatinTextInLines() {
        create("r");
        iam.updateRoleDescription(in -> in.roleName("r").description("one\ttwo\nthree ÿ"));
        assertThat(get("r").description()).isEqualTo("one\ttwo\nthree ÿ");
        assertRefused(
                () -> iam.updateRole(in -> in.roleName("r").description("€")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*");
    }
}
