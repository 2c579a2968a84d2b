// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Opens an account as every account should begin: root locked away, one administrator by way of a group. */
public final class AccountSetup {
    /** The AWS managed policy that the group {@code admin} gets. */
    public static final Arn ADMINISTRATOR_ACCESS = Arn.parse("arn:aws:iam::aws:policy/AdministratorAccess");

    private static final GroupName ADMIN_GROUP = new GroupName("admin");

    private final Passwords passwords;
    private final SecureRandom random;
    private final InstantSource clock;

    public AccountSetup(Passwords passwords, SecureRandom random, InstantSource clock) {
        this.passwords = passwords;
        this.random = random;
        this.clock = clock;
    }

    /** What is asked for. */
    public record Wanted(
            AccountId account, Optional<AccountAlias> alias, EmailAddress rootEmail, UserName administrator) {}

    /** The secrets of a new account, which are shown this once. Both passwords must be changed at first sign-in. */
    public record Secrets(
            Password root, Password administrator, AccessKey accessKey, SecretAccessKey secretAccessKey) {}

    /** A random account id. */
    public AccountId newAccountId() {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            digits.append(random.nextInt(10));
        }
        return new AccountId(digits.toString());
    }

    /** @throws IamException {@code ENTITY_ALREADY_EXISTS} if the id, alias or address is taken; nothing is changed */
    public Secrets open(Accounts accounts, Wanted wanted) {
        Ids ids = new Ids(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AccountId id = wanted.account();
        User user = new User(ids.unique(UniqueId.Prefix.AIDA, id), wanted.administrator(), EntityPath.ROOT, now, null);
        Group group = new Group(ids.unique(UniqueId.Prefix.AGPA, id), ADMIN_GROUP, EntityPath.ROOT, now);
        RootUser root = new RootUser(UniqueId.ofRoot(id), wanted.rootEmail(), now);
        Secrets secrets = new Secrets(
                passwords.generate(),
                passwords.generate(),
                new AccessKey(ids.accessKey(id), user.id(), true, now),
                SecretAccessKey.generate(random));
        LoginProfile roots = new LoginProfile(root.id(), passwords.hash(secrets.root()), true, now);
        LoginProfile users = new LoginProfile(user.id(), passwords.hash(secrets.administrator()), true, now);
        return accounts.open(id, wanted.alias(), root, account -> {
            account.loginProfiles().add(roots, "root");
            account.groups().add(group);
            account.policies().attach(group.id(), ADMINISTRATOR_ACCESS);
            account.users().add(user);
            account.groups().addMember(group, user);
            account.loginProfiles().add(users, user.name().value());
            account.accessKeys().add(secrets.accessKey(), secrets.secretAccessKey());
            EventRecord.byOperator(account, "CreateAccount")
                    .parameters(EventRecord.json()
                            .put(
                                    "accountAlias",
                                    account.alias().map(AccountAlias::value).orElse(null))
                            .put("userName", user.name().value()))
                    .response(EventRecord.json()
                            .put("userId", user.id().value())
                            .put("accessKeyId", secrets.accessKey().id().value()))
                    .into(account, clock.instant());
            return secrets;
        });
    }
}
