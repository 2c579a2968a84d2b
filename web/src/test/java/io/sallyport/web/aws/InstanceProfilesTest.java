// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.Role;

/** Instance profiles. Which answer shows which member is as AWS was recorded. */
class InstanceProfilesTest extends ServedAccount {
    private Role role(String name) {
        return iam.createRole(in -> in.roleName(name)
                        .assumeRolePolicyDocument(RolesTest.TRUST)
                        .description("d"))
                .role();
    }

    private InstanceProfile create(String name) {
        return iam.createInstanceProfile(in -> in.instanceProfileName(name)).instanceProfile();
    }

    private InstanceProfile get(String name) {
        return iam.getInstanceProfile(in -> in.instanceProfileName(name)).instanceProfile();
    }

    private void add(String profile, String role) {
        iam.addRoleToInstanceProfile(in -> in.instanceProfileName(profile).roleName(role));
    }

    @Test
    void createdWithoutTagsItShowsNoneAndGetShowsAnEmptyList() {
        InstanceProfile made = iam.createInstanceProfile(
                        in -> in.instanceProfileName("Web").path("/apps/"))
                .instanceProfile();
        assertThat(made.instanceProfileId()).matches("AIPA[A-Z2-7]{17}");
        assertThat(made.arn()).isEqualTo(account.arn("instance-profile/apps/Web"));
        assertThat(made.createDate()).isEqualTo(AwsServer.START);
        assertThat(made.hasRoles()).isTrue();
        assertThat(made.roles()).isEmpty();
        assertThat(made.hasTags()).isFalse();
        InstanceProfile got = get("wEB");
        assertThat(got.hasTags()).isTrue();
        assertThat(got).isEqualTo(made.toBuilder().tags(List.of()).build());
    }

    @Test
    void createdWithTagsItShowsThem() {
        InstanceProfile made = iam.createInstanceProfile(
                        in -> in.instanceProfileName("p").tags(tag("InitialKey", "InitialValue")))
                .instanceProfile();
        assertThat(made.tags()).containsExactly(tag("InitialKey", "InitialValue"));
        assertThat(get("p").tags()).containsExactly(tag("InitialKey", "InitialValue"));
    }

    @Test
    void aRoleInAProfileIsShownBriefly() {
        Role role = role("r");
        create("p");
        add("p", "R");
        assertThat(get("p").roles()).containsExactly(role);
        InstanceProfile listed = iam.listInstanceProfiles().instanceProfiles().get(0);
        assertThat(listed.roles()).containsExactly(role);
        assertThat(listed.hasTags()).isFalse();

        iam.removeRoleFromInstanceProfile(in -> in.instanceProfileName("p").roleName("r"));
        assertThat(get("p").roles()).isEmpty();
    }

    @Test
    void profilesAreListedByPathAndByRole() {
        role("r");
        role("lonely");
        create("b");
        create("A");
        iam.createInstanceProfile(in -> in.instanceProfileName("c").path("/x/"));
        add("b", "r");
        add("A", "r");
        assertThat(iam.listInstanceProfiles(in -> in.pathPrefix("/x/")).instanceProfiles())
                .extracting(InstanceProfile::instanceProfileName)
                .containsExactly("c");
        assertThat(iam.listInstanceProfiles(in -> in.pathPrefix("/none/")).hasInstanceProfiles())
                .isTrue();
        assertThat(iam.listInstanceProfilesForRole(in -> in.roleName("r")).instanceProfiles())
                .extracting(InstanceProfile::instanceProfileName)
                .containsExactly("A", "b");
        assertThat(iam.listInstanceProfilesForRole(in -> in.roleName("lonely")).hasInstanceProfiles())
                .isTrue();
        ListInstanceProfilesResponse page = iam.listInstanceProfiles(in -> in.maxItems(2));
        assertThat(page.instanceProfiles())
                .extracting(InstanceProfile::instanceProfileName)
                .containsExactly("A", "b");
        assertThat(iam.listInstanceProfiles(in -> in.marker(page.marker())).instanceProfiles())
                .extracting(InstanceProfile::instanceProfileName)
                .containsExactly("c");
    }

    @Test
    void aProfileHasOneRole() {
        role("r");
        role("s");
        create("p");
        add("p", "r");
        for (String name : List.of("s", "r")) {
            assertRefused(
                    () -> add("p", name),
                    409,
                    "LimitExceeded",
                    "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
    }

    @Test
    void refusalsAreAwss() {
        role("r");
        create("P");
        assertRefused(() -> create("p"), 409, "EntityAlreadyExists", "Instance Profile p already exists.");
        assertRefused(
                () -> iam.removeRoleFromInstanceProfile(
                        in -> in.instanceProfileName("p").roleName("r")),
                404,
                "NoSuchEntity",
                "Role r in Instance Profile P cannot be found.");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> get("none"),
                () -> add("none", "r"),
                () -> iam.removeRoleFromInstanceProfile(
                        in -> in.instanceProfileName("none").roleName("r")),
                () -> iam.deleteInstanceProfile(in -> in.instanceProfileName("none")))) {
            assertRefused(call, 404, "NoSuchEntity", "Instance Profile none cannot be found.");
        }
        add("p", "r");
        assertRefused(
                () -> iam.deleteInstanceProfile(in -> in.instanceProfileName("p")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must remove roles from instance profile first.");
        iam.removeRoleFromInstanceProfile(in -> in.instanceProfileName("p").roleName("r"));
        iam.deleteInstanceProfile(in -> in.instanceProfileName("p"));
        assertRefused(() -> get("p"), 404, "NoSuchEntity", "Instance Profile p cannot be found.");
    }
}
