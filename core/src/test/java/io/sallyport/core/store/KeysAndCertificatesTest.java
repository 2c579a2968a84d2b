// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.certificate.ServerCertificateUpload;
import io.sallyport.core.certificate.SigningCertificateUpload;
import io.sallyport.core.certificate.SshRsaKey;
import io.sallyport.core.credential.ServerCertificate;
import io.sallyport.core.credential.SigningCertificate;
import io.sallyport.core.credential.SshPublicKey;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.ServerCertificateName;
import io.sallyport.core.name.UniqueId;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is unique and how many there may be of SSH keys, signing and server certificates. */
@OnBothDatabases
final class KeysAndCertificatesTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Ids IDS = new Ids(RANDOM);

    private final TestAccount account;
    private final TestAccount otherAccount;

    KeysAndCertificatesTest(TestStore store) {
        this.account = store.account();
        this.otherAccount = store.account();
    }

    private static SshRsaKey sshKey() {
        return new SshRsaKey(
                BigInteger.valueOf(65_537),
                new BigInteger(2048, RANDOM).setBit(2047).setBit(0));
    }

    private SshPublicKey addKey(User user, SshRsaKey material, long second) {
        SshPublicKey key = new SshPublicKey(
                IDS.sshPublicKey(account.id()), user.id(), material, true, TestStore.NOW.plusSeconds(second));
        account.change(in -> in.sshPublicKeys().add(key));
        return key;
    }

    private static SigningCertificate signing(UniqueId owner, String digest) {
        return new SigningCertificate(
                IDS.signingCertificate(), owner, new SigningCertificateUpload("body", digest), true, TestStore.NOW);
    }

    private ServerCertificate server(String name) {
        return new ServerCertificate(
                IDS.unique(UniqueId.Prefix.ASCA, account.id()),
                new ServerCertificateName(name),
                EntityPath.ROOT,
                new ServerCertificateUpload("body", null, TestStore.NOW.plusSeconds(1)),
                TestStore.NOW);
    }

    private ServerCertificate addServer(String name) {
        ServerCertificate certificate = server(name);
        account.change(in -> in.serverCertificates().add(certificate));
        return certificate;
    }

    private static void assertRefused(List<Object> results, int refused, String message) {
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(refused)
                .allMatch(one -> ((IamException) one).explanation().equals(message));
        assertThat(results).filteredOn(Throwable.class::isInstance).hasSize(refused);
    }

    @Test
    void aUserHasFiveSshKeysAtMostAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        List<Object> results = Together.run(16, number -> addKey(tyler, sshKey(), number));
        assertRefused(results, 11, "Cannot exceed quota for SSHPublicKeysPerUser: 5");
    }

    @Test
    void aUserHasAnSshKeyOnceAndOthersMayHaveItToo() throws InterruptedException {
        User tyler = account.addUser("tyler");
        SshRsaKey material = sshKey();
        List<Object> results = Together.run(4, number -> addKey(tyler, material, number));
        assertRefused(results, 3, "The SSH public key is already associated with the specified IAM user.");
        addKey(account.addUser("marla"), material, 0);
    }

    @Test
    void sshKeysComeBackAsTheyCameInPages() {
        User tyler = account.addUser("tyler");
        List<SshPublicKey> added = new ArrayList<>();
        for (int second : List.of(0, 1, 1, 1, 7)) {
            added.add(addKey(tyler, sshKey(), second));
        }
        List<SshPublicKey> seen = new ArrayList<>();
        String marker = null;
        do {
            PageRequest request = PageRequest.of(2, marker);
            Page<SshPublicKey> page = account.read(in -> in.sshPublicKeys().of(tyler.id(), request));
            seen.addAll(page.items());
            marker = page.marker();
        } while (marker != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(added);
        assertThat(seen).extracting(SshPublicKey::uploadedAt).isSorted();
        assertThatList(otherAccount
                        .read(in -> in.sshPublicKeys().of(tyler.id(), PageRequest.of(null, null)))
                        .items())
                .isEmpty();
    }

    @Test
    void anOwnerHasTwoSigningCertificatesAtMostAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        for (UniqueId owner : List.of(tyler.id(), account.root())) {
            List<Object> results = Together.run(8, number -> {
                account.change(in -> in.signingCertificates().add(signing(owner, owner + "-" + number)));
                return number;
            });
            assertRefused(results, 6, "Cannot exceed quota for CertificatesPerUser: 2");
        }
    }

    @Test
    void aSigningCertificateIsOneOwnersOnlyAlsoUnderConcurrency() throws InterruptedException {
        List<User> users = List.of(account.addUser("a"), account.addUser("b"), account.addUser("c"));
        List<Object> results = Together.run(3, number -> {
            account.change(
                    in -> in.signingCertificates().add(signing(users.get(number).id(), "same")));
            return number;
        });
        assertRefused(results, 2, "The same certificate is associated with an IAM user in the account.");
        otherAccount.change(in -> in.signingCertificates().add(signing(otherAccount.root(), "same")));
    }

    @Test
    void anAccountHasTwentyServerCertificatesAtMostAlsoUnderConcurrency() throws InterruptedException {
        for (int i = 0; i < 16; i++) {
            addServer("cert" + i);
        }
        List<Object> results = Together.run(8, number -> addServer("late" + number));
        assertRefused(results, 4, "Cannot exceed quota for ServerCertificatesPerAccount: 20");
    }

    @Test
    void oneOfManyGetsAName() throws InterruptedException {
        ServerCertificate old = addServer("old");
        List<Object> results = Together.run(6, number -> {
            ServerCertificateName wanted = new ServerCertificateName("new");
            if (number % 2 == 0) {
                return addServer("new");
            }
            account.change(in -> in.serverCertificates().rename(old, wanted, EntityPath.ROOT));
            return number;
        });
        long taken = results.stream().filter(IamException.class::isInstance).count();
        // Who renames may do so three times over, who adds may not.
        assertThat(taken).isBetween(3L, 5L);
        assertRefused(results, (int) taken, "The Server Certificate with name new already exists.");
    }

    @Test
    void aServerCertificateTakesItsTagsAlong() {
        ServerCertificate certificate = addServer("shop");
        account.change(in -> in.tags().put(certificate.id(), List.of(new Tag("team", "blue"))));
        account.change(in -> in.serverCertificates().remove(certificate));
        assertThatList(account.read(in -> in.tags().of(certificate.id()))).isEmpty();
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The server certificate with id " + certificate.id() + " cannot be found.",
                () -> account.change(in -> in.tags().put(certificate.id(), List.of(new Tag("team", "blue")))));
    }

    @Test
    void aUserGoesOnlyWhenNothingOfTheseIsLeft() {
        User tyler = account.addUser("tyler");
        SshPublicKey key = addKey(tyler, sshKey(), 0);
        SigningCertificate certificate = signing(tyler.id(), "tylers");
        account.change(in -> in.signingCertificates().add(certificate));
        conflict(tyler, "Cannot delete entity, must delete certificates first.");
        account.change(in -> in.signingCertificates().remove(tyler.id(), certificate.id()));
        conflict(tyler, "Cannot delete entity, must remove referenced objects first.");
        account.change(in -> in.sshPublicKeys().remove(tyler.id(), key.id()));
        account.change(in -> in.users().remove(tyler));
    }

    private void conflict(User user, String message) {
        Refused.with(
                Kind.DELETE_CONFLICT,
                message,
                () -> account.change(in -> in.users().remove(user)));
    }
}
