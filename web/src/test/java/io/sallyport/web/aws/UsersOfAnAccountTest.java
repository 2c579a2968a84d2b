// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.User;

/** CreateUser, GetUser, ListUsers and DeleteUser. */
class UsersOfAnAccountTest extends ServedAccount {
    @Test
    void createUserAnswersWithTheUser() {
        User user = iam.createUser(in -> in.userName("Tyler").path("/team/")).user();

        assertThat(user.userName()).isEqualTo("Tyler");
        assertThat(user.path()).isEqualTo("/team/");
        assertThat(user.arn()).isEqualTo(account.arn("user/team/Tyler"));
        assertThat(user.userId()).matches("AIDA[A-Z2-7]{17}");
        assertThat(user.createDate()).isEqualTo(AwsServer.START);
        assertThat(user.passwordLastUsed()).isNull();
    }

    @Test
    void getUserFindsAUserInAnyCaseAndTheCallerByDefault() {
        iam.createUser(in -> in.userName("Tyler"));

        assertThat(iam.getUser(in -> in.userName("tYLER")).user().userName()).isEqualTo("Tyler");
        assertThat(iam.getUser().user().userName()).isEqualTo("admin");
    }

    @Test
    void getUserTellsRootOfRoot() {
        User root = server.iam(account.root()).getUser().user();

        assertThat(root.arn()).isEqualTo(account.arn("root"));
        assertThat(root.userId()).isEqualTo(account.id().value());
        assertThat(root.userName()).isNull();
    }

    @Test
    void listUsersKeepsToThePathPrefix() {
        iam.createUser(in -> in.userName("a").path("/team/one/"));
        iam.createUser(in -> in.userName("b").path("/teams/"));

        assertThat(iam.listUsers().users()).extracting(User::userName).containsExactly("a", "admin", "b");
        assertThat(iam.listUsers(in -> in.pathPrefix("/team/")).users())
                .extracting(User::userName)
                .containsExactly("a");
        assertThat(iam.listUsers(in -> in.pathPrefix("/team")).users())
                .extracting(User::userName)
                .containsExactly("a", "b");
        assertThat(iam.listUsers(in -> in.pathPrefix("/none/")).users()).isEmpty();
    }

    @Test
    void deleteUserForgetsTheUser() {
        iam.createUser(in -> in.userName("tyler"));
        iam.deleteUser(in -> in.userName("tyler"));

        assertThat(iam.listUsers().users()).extracting(User::userName).containsExactly("admin");
    }

    @Test
    void refusesAUserWhoseNameDiffersInCaseOnly() {
        iam.createUser(in -> in.userName("Tyler"));

        assertRefused(
                () -> iam.createUser(in -> in.userName("tyler")),
                409,
                "EntityAlreadyExists",
                "User with name tyler already exists.");
    }
}
