// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class CredentialsTest {
    private static final PasswordHash FIRST = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA");
    private static final PasswordHash SECOND = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$BBBB");

    private final TestStore store;
    private final TestAccount account;

    CredentialsTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    @Test
    void anOwnerHasOnePasswordWhichCanChange() {
        User tyler = account.addUser("tyler");
        LoginProfile profile = new LoginProfile(tyler.id(), FIRST, true, TestStore.NOW);
        account.change(in -> in.loginProfiles().add(profile, "tyler"));

        assertThatObject(account.read(in -> in.loginProfiles().find(tyler.id())))
                .isEqualTo(Optional.of(profile));
        assertThatObject(account.read(in -> in.loginProfiles().find(account.root())))
                .isEqualTo(Optional.empty());
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "Login Profile for user tyler already exists.",
                () -> account.change(in -> in.loginProfiles().add(profile, "tyler")));
        account.change(in -> in.loginProfiles().change(tyler.id(), SECOND, false, TestStore.NOW, 0));
        assertThatObject(account.read(in -> in.loginProfiles().find(tyler.id())))
                .isEqualTo(Optional.of(new LoginProfile(tyler.id(), SECOND, false, TestStore.NOW)));
        account.change(in -> in.loginProfiles()
                .add(new LoginProfile(account.root(), FIRST, false, TestStore.NOW), "root@example.com"));
    }

    @Test
    void aNewPasswordEndsItsOwnersSignInsUnderWayAndNobodyElses() {
        User tyler = account.addUser("tyler");
        User marla = account.addUser("marla");
        Instant end = TestStore.NOW.plus(Ceremony.LIFETIME);
        account.change(in -> {
            in.loginProfiles().add(new LoginProfile(tyler.id(), FIRST, true, TestStore.NOW), "tyler");
            in.ceremonies().begin(new Ceremony("tylers", Ceremony.Kind.SIGN_IN_PASSWORD, tyler.id(), "", end));
            in.ceremonies().begin(new Ceremony("marlas", Ceremony.Kind.SIGN_IN_PASSWORD, marla.id(), "", end));
        });
        account.change(in -> in.loginProfiles().change(tyler.id(), SECOND, false, TestStore.NOW, 0));
        assertThatObject(account.read(
                        in -> in.ceremonies().find("tylers", Ceremony.Kind.SIGN_IN_PASSWORD, TestStore.NOW)))
                .isEqualTo(Optional.empty());
        assertThatObject(account.read(in -> in.ceremonies()
                        .find("marlas", Ceremony.Kind.SIGN_IN_PASSWORD, TestStore.NOW)
                        .map(Ceremony::id)))
                .isEqualTo(Optional.of("marlas"));
    }

    @Test
    void aPasswordIsGivenOnceHoweverManyGiveIt() throws InterruptedException {
        User tyler = account.addUser("tyler");
        List<Object> results = Together.run(
                16,
                number -> account.write(in -> {
                    in.loginProfiles().add(new LoginProfile(tyler.id(), FIRST, false, TestStore.NOW), "tyler");
                    return number;
                }));
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(1);
    }

    @Test
    void aKeyAndItsSecretComeBackAsTheyWere() {
        User tyler = account.addUser("tyler");
        AccessKey key = account.key(tyler.id());
        account.change(in -> in.accessKeys().add(key, SecretAccessKey.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")));

        assertThatObject(account.read(in -> in.accessKeys().find(key.id()))).isEqualTo(Optional.of(key));
        assertThat(account.read(in -> in.accessKeys().secret(key)).reveal())
                .isEqualTo("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        TestAccount other = store.account();
        assertThatObject(other.read(in -> in.accessKeys().find(key.id()))).isEqualTo(Optional.empty());
    }

    @Test
    void anInactiveKeyStaysInactive() {
        AccessKey key = new AccessKey(account.key(account.root()).id(), account.root(), false, TestStore.NOW);
        account.change(in -> in.accessKeys().add(key, SecretAccessKey.of("s")));
        assertThatObject(account.read(in -> in.accessKeys().find(key.id()))).isEqualTo(Optional.of(key));
    }

    @Test
    void aKeyIdIsTakenInEveryAccount() {
        AccessKey key = account.addKey(account.root());
        TestAccount other = store.account();
        Refused.with(
                Kind.CONCURRENT_MODIFICATION,
                "that access key id is taken, try again",
                () -> other.change(in -> in.accessKeys()
                        .add(
                                new AccessKey(key.id(), other.root(), true, TestStore.NOW),
                                SecretAccessKey.of("another"))));
    }

    @Test
    void anOwnerHasTwoKeysAtMostAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        for (UniqueId owner : List.of(tyler.id(), account.root())) {
            List<Object> results = Together.run(16, number -> account.addKey(owner));
            assertThat(results).filteredOn(AccessKey.class::isInstance).hasSize(2);
            Refused.with(
                    Kind.LIMIT_EXCEEDED, "Cannot exceed quota for AccessKeysPerUser: 2", () -> account.addKey(owner));
        }
    }

    @Test
    void keysComeInPagesAndGoOneByOne() {
        User tyler = account.addUser("tyler");
        List<AccessKey> keys = Stream.generate(() -> account.addKey(tyler.id()))
                .limit(2)
                .sorted(Comparator.comparing(key -> key.id().value()))
                .toList();
        account.addKey(account.root());
        Page<AccessKey> first = keysOf(tyler, null);
        assertThat(first.items()).containsExactly(keys.get(0));
        Page<AccessKey> second = keysOf(tyler, first.marker());
        assertThat(second).isEqualTo(new Page<>(List.of(keys.get(1)), null));

        String message = "The Access Key with id " + keys.get(0).id() + " cannot be found.";
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                message,
                () -> account.change(
                        in -> in.accessKeys().remove(account.root(), keys.get(0).id())));
        account.change(in -> in.accessKeys().remove(tyler.id(), keys.get(0).id()));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                message,
                () -> account.change(
                        in -> in.accessKeys().remove(tyler.id(), keys.get(0).id())));
        assertThatList(account.read(in -> in.accessKeys()
                        .of(tyler.id(), PageRequest.of(null, null))
                        .items()))
                .containsExactly(keys.get(1));
    }

    private Page<AccessKey> keysOf(User user, @Nullable String marker) {
        return account.read(in -> in.accessKeys().of(user.id(), PageRequest.of(1, marker)));
    }

    private static BrowserSession session(String hash, UniqueId owner) {
        MfaEvidence mfa = new MfaEvidence(
                MfaEvidence.Method.FIDO, new MfaSerial("GAHT12345678"), TestStore.NOW.plusNanos(123_456_789), true);
        return new BrowserSession(hash, owner, TestStore.NOW, mfa, TestStore.NOW.plus(BrowserSession.LIFETIME));
    }

    @Test
    void aSessionComesBackUntilItExpires() {
        BrowserSession session = session("a1", account.root());
        BrowserSession withoutMfa = new BrowserSession(
                "a2", account.root(), TestStore.NOW, null, TestStore.NOW.plus(BrowserSession.LIFETIME));
        account.change(in -> in.sessions().add(session));
        account.change(in -> in.sessions().add(withoutMfa));

        assertThatObject(account.read(in -> in.sessions().find("a1", TestStore.NOW)))
                .isEqualTo(Optional.of(session));
        assertThatObject(account.read(in -> in.sessions().find("a2", TestStore.NOW)))
                .isEqualTo(Optional.of(withoutMfa));
        assertThatObject(account.read(
                        in -> in.sessions().find("a1", session.expiresAt().minusMillis(1))))
                .isEqualTo(Optional.of(session));
        assertThatObject(account.read(in -> in.sessions().find("a1", session.expiresAt())))
                .isEqualTo(Optional.empty());
        assertThatObject(store.account().read(in -> in.sessions().find("a1", TestStore.NOW)))
                .isEqualTo(Optional.empty());
        account.change(in -> in.sessions().remove("a1"));
        assertThatObject(account.read(in -> in.sessions().find("a1", TestStore.NOW)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void anotherSignInSweepsTheOwnersExpiredSessions() {
        User tyler = account.addUser("tyler");
        account.change(in -> in.sessions().add(session("b1", tyler.id())));
        account.change(in -> in.sessions().add(session("b2", account.root())));
        BrowserSession later = new BrowserSession(
                "b3",
                tyler.id(),
                TestStore.NOW.plus(Duration.ofHours(13)),
                null,
                TestStore.NOW.plus(Duration.ofHours(25)));
        account.change(in -> in.sessions().add(later));
        List<String> left = store.raw()
                .withHandle(handle -> handle.createQuery(
                                "SELECT token_hash FROM browser_session WHERE account_id = :account ORDER BY 1")
                        .bind("account", account.id().value())
                        .mapTo(String.class)
                        .list());
        assertThat(left).containsExactly("b2", "b3");
    }

    @Test
    void sessionsThatAreCutOffAreGoneAndTheCutNeverMovesBack() {
        User tyler = account.addUser("tyler");
        assertThatObject(account.read(in -> in.sessions().validAfter(tyler.id())))
                .isEqualTo(Instant.EPOCH);
        account.change(in -> in.sessions().add(session("c1", tyler.id())));
        account.change(in -> in.sessions().add(session("c2", account.root())));
        account.change(in -> in.sessions().cutOff(tyler.id(), TestStore.NOW.plusMillis(5)));

        assertThatObject(account.read(in -> in.sessions().find("c1", TestStore.NOW)))
                .isEqualTo(Optional.empty());
        assertThatObject(account.read(in -> in.sessions().find("c2", TestStore.NOW)))
                .isNotEqualTo(Optional.empty());
        assertThatObject(account.read(in -> in.sessions().validAfter(tyler.id())))
                .isEqualTo(TestStore.NOW.plusMillis(5));
        // A node whose clock is behind.
        account.change(in -> in.sessions().cutOff(tyler.id(), TestStore.NOW));
        assertThatObject(account.read(in -> in.sessions().validAfter(tyler.id())))
                .isEqualTo(TestStore.NOW.plusMillis(5));
        account.change(in -> in.sessions().cutOff(tyler.id(), TestStore.NOW.plusMillis(6)));
        assertThatObject(account.read(in -> in.sessions().validAfter(tyler.id())))
                .isEqualTo(TestStore.NOW.plusMillis(6));
    }
}
