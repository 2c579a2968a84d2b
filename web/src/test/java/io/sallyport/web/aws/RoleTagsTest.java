// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags of roles, whose keys ignore case, and of instance profiles, whose keys do not. */
class RoleTagsTest extends ServedAccount {
    @BeforeEach
    void addBoth() {
        iam.createRole(in -> in.roleName("r").assumeRolePolicyDocument(RolesTest.TRUST));
        iam.createInstanceProfile(in -> in.instanceProfileName("p"));
    }

    @Test
    void aRolesTagReplacesOneOfTheSameKeyInAnyCase() {
        ListRoleTagsResponse none = iam.listRoleTags(in -> in.roleName("r"));
        assertThat(none.hasTags()).isTrue();
        assertThat(none.tags()).isEmpty();
        iam.tagRole(in -> in.roleName("r").tags(tag("Somekey", "v"), tag("other", "w")));
        iam.tagRole(in -> in.roleName("r").tags(tag("somekey", "")));
        assertThat(iam.listRoleTags(in -> in.roleName("r")).tags())
                .containsExactly(tag("other", "w"), tag("somekey", ""));
        ListRoleTagsResponse page = iam.listRoleTags(in -> in.roleName("r").maxItems(1));
        assertThat(iam.listRoleTags(in -> in.roleName("r").marker(page.marker()))
                        .tags())
                .containsExactly(tag("somekey", ""));
        iam.untagRole(in -> in.roleName("r").tagKeys("OTHER", "never there"));
        assertThat(iam.listRoleTags(in -> in.roleName("r")).tags()).containsExactly(tag("somekey", ""));
        assertRefused(
                () -> iam.tagRole(in -> in.roleName("r").tags(tag("a", "1"), tag("A", "2"))),
                400,
                "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        assertRefused(
                () -> iam.createRole(in -> in.roleName("s")
                        .assumeRolePolicyDocument(RolesTest.TRUST)
                        .tags(tag("a", "1"), tag("A", "2"))),
                400,
                "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    /** As recorded from AWS. */
    @Test
    void noTagsAndAwssOwnAreRefused() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.tagRole(in -> in.roleName("r").tags(List.of())),
                () -> iam.untagRole(in -> in.roleName("r").tagKeys(List.of())),
                () -> iam.tagInstanceProfile(in -> in.instanceProfileName("p").tags(List.of())))) {
            assertRefused(call, 400, "InvalidInput", "Error occurred while validating input. ");
        }
        assertRefused(
                () -> iam.tagRole(in -> in.roleName("r").tags(tag("aws:reserved", ""))),
                400,
                "InvalidInput",
                "Tag keys beginning with aws: are reserved for system use.");
    }

    @Test
    void anInstanceProfilesKeysAreTakenAsTheyAreWritten() {
        assertThat(iam.listInstanceProfileTags(in -> in.instanceProfileName("p"))
                        .hasTags())
                .isTrue();
        iam.tagInstanceProfile(in -> in.instanceProfileName("p").tags(tag("Key", "1"), tag("key", "2")));
        assertThat(iam.listInstanceProfileTags(in -> in.instanceProfileName("p"))
                        .tags())
                .containsExactlyInAnyOrder(tag("Key", "1"), tag("key", "2"));
        iam.untagInstanceProfile(in -> in.instanceProfileName("p").tagKeys("KEY", "key"));
        assertThat(iam.getInstanceProfile(in -> in.instanceProfileName("p"))
                        .instanceProfile()
                        .tags())
                .containsExactly(tag("Key", "1"));
        assertRefused(
                () -> iam.tagInstanceProfile(in -> in.instanceProfileName("p").tags(tag("a", "1"), tag("a", "2"))),
                400,
                "InvalidInput",
                "Duplicate tag keys found.");
        assertRefused(
                () -> iam.createInstanceProfile(
                        in -> in.instanceProfileName("q").tags(tag("a", "1"), tag("a", "2"))),
                400,
                "InvalidInput",
                "Duplicate tag keys found.");
    }

    @Test
    void theFiftyFirstTagIsRefused() {
        Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("tag" + i, "")).toArray(Tag[]::new);
        iam.tagRole(in -> in.roleName("r").tags(fifty));
        iam.tagInstanceProfile(in -> in.instanceProfileName("p").tags(fifty));
        String most = "The number of tags has reached the maximum limit.";
        assertRefused(() -> iam.tagRole(in -> in.roleName("r").tags(tag("more", ""))), 409, "LimitExceeded", most);
        assertRefused(
                () -> iam.tagInstanceProfile(in -> in.instanceProfileName("p").tags(tag("more", ""))),
                409,
                "LimitExceeded",
                most);
    }

    @Test
    void tagsOfWhatIsMissing() {
        for (var call : List.<ThrowingCallable>of(
                () -> iam.tagInstanceProfile(
                        in -> in.instanceProfileName("none").tags(tag("a", ""))),
                () -> iam.untagInstanceProfile(
                        in -> in.instanceProfileName("none").tagKeys("a")),
                () -> iam.listInstanceProfileTags(in -> in.instanceProfileName("none")))) {
            assertRefused(call, 404, "NoSuchEntity", "Instance Profile none cannot be found.");
        }
    }
}
