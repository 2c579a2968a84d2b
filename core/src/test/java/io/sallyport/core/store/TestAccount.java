// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Bytes;
import io.sallyport.core.account.Account;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyFacts;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** One account of a store and the things that tests put into it. */
record TestAccount(SqlAccounts accounts, AccountId id) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Ids IDS = new Ids(RANDOM);

    <T> T read(Function<Account, T> work) {
        return accounts.read(id, work);
    }

    <T> T write(Function<Account, T> work) {
        return accounts.write(id, work);
    }

    void change(Consumer<Account> work) {
        accounts.write(id, account -> {
            work.accept(account);
            return true;
        });
    }

    UniqueId root() {
        return UniqueId.ofRoot(id);
    }

    User user(String name, String path) {
        return new User(
                IDS.unique(UniqueId.Prefix.AIDA, id), new UserName(name), new EntityPath(path), TestStore.NOW, null);
    }

    User addUser(String name) {
        return addUser(name, "/");
    }

    /** Within somebody else's transaction. */
    UniqueId addUserIn(Account account, String name) {
        User user = user(name, "/");
        account.users().add(user);
        return user.id();
    }

    User addUser(String name, String path) {
        User user = user(name, path);
        change(account -> account.users().add(user));
        return user;
    }

    Group group(String name) {
        return new Group(IDS.unique(UniqueId.Prefix.AGPA, id), new GroupName(name), EntityPath.ROOT, TestStore.NOW);
    }

    Group addGroup(String name) {
        Group group = group(name);
        change(account -> account.groups().add(group));
        return group;
    }

    Role role(String name) {
        return new Role(
                IDS.unique(UniqueId.Prefix.AROA, id),
                new RoleName(name),
                EntityPath.ROOT,
                TestStore.NOW,
                "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                null,
                Role.DEFAULT_MAX_SESSION,
                null);
    }

    Role addRole(String name) {
        Role role = role(name);
        change(account -> account.roles().add(role));
        return role;
    }

    InstanceProfile profile(String name) {
        return new InstanceProfile(
                IDS.unique(UniqueId.Prefix.AIPA, id),
                new InstanceProfileName(name),
                EntityPath.ROOT,
                TestStore.NOW,
                null);
    }

    InstanceProfile addProfile(String name) {
        InstanceProfile profile = profile(name);
        change(account -> account.instanceProfiles().add(profile));
        return profile;
    }

    CustomerPolicy policy(String name, String path) {
        return new CustomerPolicy(
                IDS.unique(UniqueId.Prefix.ANPA, id),
                new PolicyName(name),
                new EntityPath(path),
                null,
                CustomerPolicy.FIRST_VERSION,
                TestStore.NOW,
                TestStore.NOW);
    }

    CustomerPolicy addPolicy(String name, String path, String document) {
        CustomerPolicy policy = policy(name, path);
        change(account -> account.customerPolicies().add(policy, document));
        return policy;
    }

    AccessKey key(UniqueId owner) {
        return new AccessKey(IDS.accessKey(id), owner, true, TestStore.NOW);
    }

    AccessKey addKey(UniqueId owner) {
        AccessKey key = key(owner);
        SecretAccessKey secret = SecretAccessKey.generate(RANDOM);
        change(account -> account.accessKeys().add(key, secret));
        return key;
    }

    CodeDevice app(String name) {
        return CodeDevice.newApp(MfaSerial.virtual(id, EntityPath.ROOT, name));
    }

    static OtpSeed seed() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return OtpSeed.of(secret);
    }

    /** An app that is the owner's factor. */
    CodeDevice addApp(String name, UniqueId owner) {
        CodeDevice device = app(name);
        change(account -> {
            account.mfaDevices().add(device, seed());
            account.mfaDevices().assign(device, owner, TestStore.NOW);
        });
        return code(device.serial());
    }

    CodeDevice code(MfaSerial serial) {
        return (CodeDevice) read(account -> account.mfaDevices().require(serial));
    }

    /** As {@link #securityKey}, that was made to sign in alone. */
    KeyDevice passkey(String name, UniqueId owner, String credentialId) {
        KeyDevice key = securityKey(name, owner, credentialId);
        KeyCredential bare = key.credential();
        return new KeyDevice(
                key.serial(),
                owner,
                key.enabledAt(),
                new KeyCredential(
                        bare.credentialId(),
                        bare.publicKey(),
                        bare.signatureCount(),
                        bare.aaguid(),
                        bare.attested(),
                        bare.backupEligible(),
                        bare.backedUp(),
                        new KeyFacts("none", Set.of(), true, Set.of("usb"), null)));
    }

    KeyDevice securityKey(String name, UniqueId owner, String credentialId) {
        return new KeyDevice(
                MfaSerial.securityKey(id, "tyler", name),
                owner,
                TestStore.NOW,
                new KeyCredential(
                        Bytes.ofHex(credentialId),
                        Bytes.of((byte) 1, (byte) -1),
                        4_294_967_295L,
                        Bytes.of(new byte[16]),
                        true,
                        true,
                        false));
    }
}
