// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Sessions of roles end with what they are of. */
class EndedRoleSessionsTest extends ServedRoles {
    @Test
    void aDeletedRolesSessionsEndAndItsSuccessorInheritsNone() {
        String role = newRole("reader", trustingUser("admin"));
        AwsCredentials reader = assumed(account.admin(), role);
        assertThat(server.iam(reader).listUsers().users()).isNotEmpty();

        iam.deleteRolePolicy(in -> in.roleName("reader").policyName("own"));
        assertRefused(() -> server.iam(reader).listUsers(), 403, "AccessDenied");
        iam.deleteRole(in -> in.roleName("reader"));
        assertRefused(() -> server.sts(reader).getCallerIdentity(), 403, "InvalidClientTokenId");

        newRole("reader", trustingUser("admin"));
        assertRefused(() -> server.iam(reader).listUsers(), 403, "InvalidClientTokenId");
        assertThat(server.iam(assumed(account.admin(), role)).listUsers().users())
                .isNotEmpty();
    }

    @Test
    void aRoleThatTrustsAnotherDoesNotTrustItsSuccessor() {
        String first = newRole("first", trustingUser("admin"));
        String second = newRole("second", trusting("{\"AWS\": \"" + first + "\"}", ""));
        assertThat(assumed(assumed(account.admin(), first), second)).isNotNull();

        iam.deleteRolePolicy(in -> in.roleName("first").policyName("own"));
        iam.deleteRole(in -> in.roleName("first"));
        newRole("first", trustingUser("admin"));
        iam.attachRolePolicy(in -> in.roleName("first").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        AwsCredentials successor = assumed(account.admin(), first);

        assertRefused(() -> assumed(successor, second), 403, "AccessDenied");
    }

    @Test
    void aUsersSessionThatOpenedARoleGoesAndTheRolesSessionStays() {
        AwsCredentials tyler = newUser("tyler");
        String role = newRole("reader", trustingUser("tyler"));
        AwsCredentials reader = assumed(tyler, role);

        iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(tyler.accessKeyId()));
        iam.deleteUser(in -> in.userName("tyler"));

        assertThat(server.iam(reader).listUsers().users()).isNotEmpty();
        assertRefused(() -> assumed(tyler, role), 403, "InvalidClientTokenId");
    }
}
