// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/** Stamps that answers show: when a role's sessions last called, when a password was last used. */
class LastUsedTest extends ServedAccount {
    private Role newRole() {
        return iam.createRole(in -> in.roleName("deploy")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"" + account.arn("root")
                                + "\"},\"Action\":\"sts:AssumeRole\"}]}"))
                .role();
    }

    private void callAs(Role role) {
        var issued = new SessionTokens(server.keys().tokens(), new SecureRandom(), server.clock())
                .issue(account.id(), new UniqueId(role.roleId()), Duration.ofHours(1), SessionGrant.named("session"));
        server.sts(AwsSessionCredentials.create(
                        issued.statement().accessKeyId().value(),
                        issued.statement().secret().reveal(),
                        issued.token()))
                .getCallerIdentity();
    }

    private RoleLastUsed inDetails() {
        return iam.getAccountAuthorizationDetails(in -> in.filter(EntityType.ROLE))
                .roleDetailList()
                .get(0)
                .roleLastUsed();
    }

    @Test
    void aRoleTellsWhenItsSessionsLastCalled() {
        Role role = newRole();
        RoleLastUsed never = RoleLastUsed.builder().build();
        assertThat(iam.getRole(in -> in.roleName("deploy")).role().roleLastUsed())
                .isEqualTo(never);
        assertThat(inDetails()).isEqualTo(never);

        server.clock().forward(Duration.ofMinutes(5));
        callAs(role);
        Instant at = server.clock().instant();
        server.clock().forward(Duration.ofMinutes(5));
        RoleLastUsed used =
                RoleLastUsed.builder().lastUsedDate(at).region("us-east-1").build();
        assertThat(iam.getRole(in -> in.roleName("deploy")).role().roleLastUsed())
                .isEqualTo(used);
        assertThat(inDetails()).isEqualTo(used);
        assertThat(iam.listRoles().roles().get(0).roleLastUsed()).isNull();
    }

    @Test
    void rootsSignInIsShownToRoot() {
        var root = server.iam(account.root());
        assertThat(root.getUser(in -> {}).user().passwordLastUsed()).isNull();
        Instant at = server.clock().instant();
        server.accounts().write(account.id(), in -> {
            in.users().passwordUsed(UniqueId.ofRoot(account.id()), at);
            return true;
        });
        assertThat(root.getUser(in -> {}).user().passwordLastUsed()).isEqualTo(at);
    }
}
