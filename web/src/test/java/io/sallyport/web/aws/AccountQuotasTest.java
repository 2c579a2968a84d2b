// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;

import io.sallyport.core.account.Account;
import io.sallyport.core.identity.CustomerPolicies;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.InstanceProfiles;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Roles;
import io.sallyport.core.identity.User;
import io.sallyport.core.identity.Users;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** How many of its resources an account may have; all but the last come without the wire, which would take long. */
class AccountQuotasTest extends ServedAccount {
    private final Ids ids = new Ids(new SecureRandom());

    private void fill(int most, ObjIntConsumer<Account> add) {
        server.accounts().write(account.id(), in -> {
            for (int i = 0; i < most; i++) {
                add.accept(in, i);
            }
            return most;
        });
    }

    private UniqueId newId(UniqueId.Prefix prefix) {
        return ids.unique(prefix, account.id());
    }

    @Test
    void anAccountHasFiveThousandUsers() {
        // The administrator is one.
        fill(
                Users.QUOTA - 1,
                (in, i) -> in.users()
                        .add(new User(
                                newId(UniqueId.Prefix.AIDA),
                                new UserName("u" + i),
                                EntityPath.ROOT,
                                AwsServer.START,
                                null)));

        assertRefused(
                () -> iam.createUser(in -> in.userName("one-too-many")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for UsersPerAccount: 5000");
    }

    @Test
    void anAccountHasThreeHundredGroups() {
        fill(
                Groups.QUOTA,
                (in, i) -> in.groups()
                        .add(new Group(
                                newId(UniqueId.Prefix.AGPA),
                                new GroupName("g" + i),
                                EntityPath.ROOT,
                                AwsServer.START)));

        assertRefused(
                () -> iam.createGroup(in -> in.groupName("one-too-many")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for GroupsPerAccount: 300");
    }

    @Test
    void anAccountHasAThousandRolesThoseOfServicesIncluded() {
        fill(
                Roles.QUOTA,
                (in, i) -> in.roles()
                        .add(new Role(
                                newId(UniqueId.Prefix.AROA),
                                new RoleName("r" + i),
                                EntityPath.ROOT,
                                AwsServer.START,
                                RolesTest.TRUST,
                                null,
                                Role.DEFAULT_MAX_SESSION,
                                null)));
        String message = "Cannot exceed quota for RolesPerAccount: 1000";

        assertRefused(
                () -> iam.createRole(in -> in.roleName("one-too-many").assumeRolePolicyDocument(RolesTest.TRUST)),
                409,
                "LimitExceeded",
                message);
        assertRefused(
                () -> iam.createServiceLinkedRole(in -> in.awsServiceName("batch.amazonaws.com")),
                409,
                "LimitExceeded",
                message);
    }

    @Test
    void anAccountHasAThousandInstanceProfiles() {
        fill(
                InstanceProfiles.QUOTA,
                (in, i) -> in.instanceProfiles()
                        .add(new InstanceProfile(
                                newId(UniqueId.Prefix.AIPA),
                                new InstanceProfileName("p" + i),
                                EntityPath.ROOT,
                                AwsServer.START,
                                null)));

        assertRefused(
                () -> iam.createInstanceProfile(in -> in.instanceProfileName("one-too-many")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for InstanceProfilesPerAccount: 1000");
    }

    @Test
    void anAccountHasFifteenHundredPolicies() {
        fill(
                CustomerPolicies.QUOTA,
                (in, i) -> in.customerPolicies()
                        .add(
                                new CustomerPolicy(
                                        newId(UniqueId.Prefix.ANPA),
                                        new PolicyName("p" + i),
                                        EntityPath.ROOT,
                                        null,
                                        CustomerPolicy.FIRST_VERSION,
                                        AwsServer.START,
                                        AwsServer.START),
                                SamplePolicies.allow("*")));

        assertRefused(
                () -> iam.createPolicy(in -> in.policyName("one-too-many").policyDocument(SamplePolicies.allow("*"))),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PoliciesPerAccount: 1500");
    }
}
