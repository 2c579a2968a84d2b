// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.User;

/** GetGroup, ListGroups, UpdateGroup, DeleteGroup, and who is missed when both user and group are. */
class GroupsOfAnAccountTest extends ServedAccount {
    private static final String NO_SUCH_GROUP = "The group with name nobodies cannot be found.";

    private Group devs;

    @BeforeEach
    void addDevs() {
        devs = iam.createGroup(in -> in.groupName("Devs").path("/team/")).group();
    }

    @Test
    void getGroupShowsTheGroupAndWhoIsInIt() {
        GetGroupResponse empty = iam.getGroup(in -> in.groupName("dEVS"));
        assertThat(empty.group()).isEqualTo(devs);
        assertThat(empty.hasUsers()).isTrue();
        assertThat(empty.users()).isEmpty();
        assertThat(empty.isTruncated()).isFalse();

        for (String name : List.of("c", "B", "a")) {
            iam.createUser(in -> in.userName(name).tags(UserTagsTest.tag("k", "v")));
            iam.addUserToGroup(in -> in.groupName("devs").userName(name));
        }
        GetGroupResponse first = iam.getGroup(in -> in.groupName("devs").maxItems(2));
        assertThat(first.users()).extracting(User::userName).containsExactly("a", "B");
        assertThat(first.isTruncated()).isTrue();
        GetGroupResponse second =
                iam.getGroup(in -> in.groupName("devs").maxItems(2).marker(first.marker()));
        assertThat(second.group()).isEqualTo(devs);
        assertThat(second.users()).extracting(User::userName).containsExactly("c");
        assertThat(second.isTruncated()).isFalse();
        assertThat(second.marker()).isNull();
        assertThat(second.users().get(0).hasTags()).isFalse();
    }

    @Test
    void getGroupLeavesToGetUserWhenAPasswordWasUsed() throws SQLException {
        iam.addUserToGroup(in -> in.groupName("devs").userName("admin"));
        server.sql(
                "UPDATE iam_user SET password_last_used = 1000 WHERE user_id = ?",
                iam.getUser().user().userId());
        assertThat(iam.getUser().user().passwordLastUsed()).isNotNull();
        assertThat(iam.getGroup(in -> in.groupName("devs")).users().get(0).passwordLastUsed())
                .isNull();
    }

    @Test
    void listGroupsComesInPagesAndKeepsToThePathPrefix() {
        iam.createGroup(in -> in.groupName("admins"));
        iam.createGroup(in -> in.groupName("Operators").path("/teams/"));

        ListGroupsResponse first = iam.listGroups(in -> in.maxItems(2));
        assertThat(first.groups()).extracting(Group::groupName).containsExactly("admins", "Devs");
        assertThat(first.groups()).contains(devs);
        assertThat(first.isTruncated()).isTrue();
        ListGroupsResponse second = iam.listGroups(in -> in.maxItems(2).marker(first.marker()));
        assertThat(second.groups()).extracting(Group::groupName).containsExactly("Operators");
        assertThat(second.isTruncated()).isFalse();
        assertThat(iam.listGroups(in -> in.pathPrefix("/team/")).groups()).containsExactly(devs);
        assertThat(iam.listGroups(in -> in.pathPrefix("/team")).groups()).hasSize(2);
        assertThat(iam.listGroups(in -> in.pathPrefix("/none/")).groups()).isEmpty();
        assertRefused(() -> iam.listGroups(in -> in.marker("made-up")), 400, "ValidationError", "Invalid Marker.");
    }

    @Test
    void updateGroupKeepsIdMembersAndPolicies() {
        iam.addUserToGroup(in -> in.groupName("devs").userName("admin"));
        iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(SamplePolicies.READ_ONLY));
        iam.updateGroup(in -> in.groupName("devs").newGroupName("Ops").newPath("/new-path/"));

        Group ops = iam.getGroup(in -> in.groupName("ops")).group();
        assertThat(ops)
                .isEqualTo(devs.toBuilder()
                        .groupName("Ops")
                        .path("/new-path/")
                        .arn(account.arn("group/new-path/Ops"))
                        .build());
        assertThat(iam.getGroup(in -> in.groupName("ops")).users()).hasSize(1);
        assertThat(iam.listAttachedGroupPolicies(in -> in.groupName("ops")).attachedPolicies())
                .hasSize(1);
        assertRefused(
                () -> iam.getGroup(in -> in.groupName("Devs")),
                404,
                "NoSuchEntity",
                "The group with name Devs cannot be found.");
        iam.updateGroup(in -> in.groupName("ops").newGroupName("OPS"));
        iam.updateGroup(in -> in.groupName("ops"));
        assertThat(iam.getGroup(in -> in.groupName("ops")).group().arn()).isEqualTo(account.arn("group/new-path/OPS"));
    }

    @Test
    void aGroupsNameThatIsTakenIsRefused() {
        iam.createGroup(in -> in.groupName("ops"));
        assertRefused(
                () -> iam.updateGroup(in -> in.groupName("ops").newGroupName("dEVS")),
                409,
                "EntityAlreadyExists",
                "Group with name dEVS already exists.");
    }

    @Test
    void whoeverRenamesAGroupHasToBeAllowedBothNames() {
        IamClient tyler = server.iam(newUser("tyler"));
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("p")
                .policyDocument(SamplePolicies.allow("iam:UpdateGroup").replace("\"*\"", "\"" + devs.arn() + "\"")));
        tyler.updateGroup(in -> in.groupName("devs"));
        assertRefused(
                () -> tyler.updateGroup(in -> in.groupName("devs").newGroupName("ops")),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:UpdateGroup on resource: "
                        + account.arn("group/team/ops")
                        + " because no identity-based policy allows the iam:UpdateGroup action");
    }

    @Test
    void aGroupGoesWhenNothingIsLeftInIt() {
        iam.addUserToGroup(in -> in.groupName("devs").userName("admin"));
        iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(SamplePolicies.READ_ONLY));
        iam.putGroupPolicy(in -> in.groupName("devs").policyName("p").policyDocument(SamplePolicies.allow("iam:*")));

        assertDeleteConflict("Cannot delete entity, must delete policies first.");
        iam.deleteGroupPolicy(in -> in.groupName("devs").policyName("p"));
        assertDeleteConflict("Cannot delete entity, must detach all policies first.");
        iam.detachGroupPolicy(in -> in.groupName("devs").policyArn(SamplePolicies.READ_ONLY));
        assertDeleteConflict("Cannot delete entity, must remove users from group first.");
        iam.removeUserFromGroup(in -> in.groupName("devs").userName("admin"));
        iam.removeUserFromGroup(in -> in.groupName("devs").userName("admin"));
        iam.deleteGroup(in -> in.groupName("devs"));
        assertThat(iam.listGroups().groups()).isEmpty();
    }

    private void assertDeleteConflict(String message) {
        assertRefused(() -> iam.deleteGroup(in -> in.groupName("devs")), 409, "DeleteConflict", message);
    }

    @Test
    void aGroupThatIsNotThereIsMissedByName() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.getGroup(in -> in.groupName("nobodies")),
                () -> iam.updateGroup(in -> in.groupName("nobodies").newGroupName("x")),
                () -> iam.deleteGroup(in -> in.groupName("nobodies")),
                () -> iam.addUserToGroup(in -> in.groupName("nobodies").userName("admin")),
                () -> iam.removeUserFromGroup(in -> in.groupName("nobodies").userName("admin")))) {
            assertRefused(call, 404, "NoSuchEntity", NO_SUCH_GROUP);
        }
    }

    @Test
    void ofUserAndGroupTheUserIsMissedFirst() {
        String message = "The user with name any-user cannot be found.";
        assertRefused(
                () -> iam.removeUserFromGroup(in -> in.groupName("nobodies").userName("any-user")),
                404,
                "NoSuchEntity",
                message);
        assertRefused(
                () -> iam.addUserToGroup(in -> in.groupName("nobodies").userName("any-user")),
                404,
                "NoSuchEntity",
                message);
    }
}
