// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Group;

/** CreateGroup, and users in groups. */
class GroupMembersTest extends ServedAccount {
    @Test
    void createGroupAnswersWithTheGroup() {
        Group group = iam.createGroup(in -> in.groupName("Devs").path("/team/")).group();

        assertThat(group.arn()).isEqualTo(account.arn("group/team/Devs"));
        assertThat(group.groupId()).matches("AGPA[A-Z2-7]{17}");
        assertThat(group.groupName()).isEqualTo("Devs");
    }

    @Test
    void aUserComesIntoAGroupOnceAndOutOfItAgain() {
        iam.createGroup(in -> in.groupName("devs"));
        iam.addUserToGroup(in -> in.groupName("devs").userName("admin"));
        iam.addUserToGroup(in -> in.groupName("DEVS").userName("ADMIN"));

        assertThat(iam.listGroupsForUser(in -> in.userName("admin")).groups())
                .extracting(Group::groupName)
                .containsExactly("devs");

        iam.removeUserFromGroup(in -> in.groupName("devs").userName("admin"));
        assertThat(iam.listGroupsForUser(in -> in.userName("admin")).groups()).isEmpty();
    }

    @Test
    void aUserIsInTenGroups() {
        for (int i = 0; i <= 10; i++) {
            String group = "g" + i;
            iam.createGroup(in -> in.groupName(group));
        }
        for (int i = 0; i < 10; i++) {
            String group = "g" + i;
            iam.addUserToGroup(in -> in.groupName(group).userName("admin"));
        }

        assertRefused(
                () -> iam.addUserToGroup(in -> in.groupName("g10").userName("admin")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for GroupsPerUser: 10");
        iam.addUserToGroup(in -> in.groupName("g9").userName("admin"));
    }

    @Test
    void everyActionOnAGroupSaysWhichGroupIsMissing() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.addUserToGroup(in -> in.groupName("none").userName("admin")),
                () -> iam.removeUserFromGroup(in -> in.groupName("none").userName("admin")),
                () -> iam.attachGroupPolicy(in -> in.groupName("none").policyArn(SamplePolicies.READ_ONLY)),
                () -> iam.detachGroupPolicy(in -> in.groupName("none").policyArn(SamplePolicies.READ_ONLY)),
                () -> iam.listAttachedGroupPolicies(in -> in.groupName("none")),
                () -> iam.putGroupPolicy(
                        in -> in.groupName("none").policyName("p").policyDocument(SamplePolicies.allow("*"))),
                () -> iam.getGroupPolicy(in -> in.groupName("none").policyName("p")),
                () -> iam.deleteGroupPolicy(in -> in.groupName("none").policyName("p")),
                () -> iam.listGroupPolicies(in -> in.groupName("none")))) {
            assertRefused(call, 404, "NoSuchEntity", "The group with name none cannot be found.");
        }
    }
}
