// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Furnishes accounts by the library, in one transaction each: thousands of requests would take minutes. */
final class Seeder {
    private static final String ADMIN = "admin";
    private static final Arn ATTACHED = Arn.parse("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
    private static final int POLICIES_OF_A_GROUP = 4;
    private static final int POLICIES_OF_STAFF = 2;
    private static final int GROUPS_OF_A_USER = 3;

    private final Accounts accounts;
    private final SecureRandom random = new SecureRandom();
    private final Ids ids = new Ids(random);
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    Seeder(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * What an account holds. However large it is, each of the staff is decided about by the same number of policies.
     *
     * @param users the administrator among them
     * @param groups hers among them
     * @param staff so many users have policies of their own and a key
     */
    record Size(int users, int groups, int staff) {
        int policies() {
            return (groups - 1) * POLICIES_OF_A_GROUP + staff * POLICIES_OF_STAFF;
        }

        @Override
        public String toString() {
            return String.format("%,d users, %,d groups, %,d policies", users, groups, policies());
        }
    }

    Tenant account(String id, Size size) {
        AccountSetup setup = new AccountSetup(new Passwords(random, 1), random, Clock.systemUTC());
        AccountId account = new AccountId(id);
        AccountSetup.Secrets secrets = setup.open(
                accounts,
                new AccountSetup.Wanted(
                        account, Optional.empty(), new EmailAddress("root@" + id + ".example"), new UserName(ADMIN)));
        return accounts.write(account, open -> {
            List<Group> groups = groups(open, size);
            List<String> names = new ArrayList<>(List.of(ADMIN));
            List<Tenant.Key> staff = new ArrayList<>();
            for (int i = 1; i < size.users(); i++) {
                User user = user(open, i, groups);
                names.add(user.name().value());
                if (i <= size.staff()) {
                    furnish(open, user);
                    staff.add(key(open, user));
                }
            }
            return new Tenant(account, names, new Tenant.Key(secrets.accessKey(), secrets.secretAccessKey()), staff);
        });
    }

    private List<Group> groups(Account account, Size size) {
        List<Group> groups = new ArrayList<>();
        for (int i = 1; i < size.groups(); i++) {
            Group group = new Group(
                    ids.unique(UniqueId.Prefix.AGPA, account.id()),
                    new GroupName(String.format("team-%04d", i)),
                    EntityPath.ROOT,
                    now);
            account.groups().add(group);
            account.policies().attach(group.id(), ATTACHED);
            for (int policy = 0; policy < POLICIES_OF_A_GROUP; policy++) {
                put(account, group.id(), policy, Policies.INLINE_CHARACTERS_PER_GROUP);
            }
            groups.add(group);
        }
        return groups;
    }

    private User user(Account account, int number, List<Group> groups) {
        User user = new User(
                ids.unique(UniqueId.Prefix.AIDA, account.id()),
                new UserName(String.format("user-%05d", number)),
                EntityPath.ROOT,
                now,
                null);
        account.users().add(user);
        for (int i = 0; i < Math.min(GROUPS_OF_A_USER, groups.size()); i++) {
            account.groups().addMember(groups.get((number + i) % groups.size()), user);
        }
        return user;
    }

    private static void furnish(Account account, User user) {
        for (int policy = 0; policy < POLICIES_OF_STAFF; policy++) {
            put(account, user.id(), policy, Policies.INLINE_CHARACTERS_PER_USER);
        }
    }

    private Tenant.Key key(Account account, User user) {
        AccessKey key = new AccessKey(ids.accessKey(account.id()), user.id(), true, now);
        SecretAccessKey secret = SecretAccessKey.generate(random);
        account.accessKeys().add(key, secret);
        return new Tenant.Key(key, secret);
    }

    /** The first policy of each holder lets users be read, the others are about what nobody here asks for. */
    private static void put(Account account, UniqueId holder, int number, int quota) {
        String document = number == 0
                ? """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetUser","iam:ListGroupsForUser"],\
                "Resource":"arn:aws:iam::%s:user/*","Condition":{"StringEquals":{"aws:PrincipalAccount":"%s"}}}]}""".formatted(account.id(), account.id())
                : """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*",\
                "Resource":"arn:aws:s3:::%s-%d/*"},{"Effect":"Deny","Action":"iam:Delete*","Resource":"*"}]}""".formatted(holder.value().toLowerCase(Locale.ROOT), number);
        account.policies().put(holder, new PolicyName("policy-" + number), document, document.length(), quota);
    }
}
