// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.credential.CredentialService;
import io.sallyport.core.credential.ServiceCredential;
import io.sallyport.core.credential.ServiceSecret;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class ServiceCredentialsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Ids IDS = new Ids(RANDOM);

    private final TestStore store;
    private final TestAccount account;

    ServiceCredentialsTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private ServiceCredential add(User user, CredentialService service) {
        return add(user, service, TestStore.NOW, ServiceSecret.generate(RANDOM));
    }

    private ServiceCredential add(User user, CredentialService service, Instant at, ServiceSecret secret) {
        ServiceCredential.Terms terms =
                new ServiceCredential.Terms(IDS.unique(UniqueId.Prefix.ACCA, account.id()), service, at, null);
        return account.write(in -> in.serviceCredentials().add(terms, user, secret));
    }

    @Test
    void aUserHasTwoForAServiceAtMostAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        List<Object> results = Together.run(8, number -> add(tyler, CredentialService.CODECOMMIT));
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(6)
                .allMatch(one -> ((IamException) one)
                        .explanation()
                        .equals("Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2"));
        assertThat(results)
                .filteredOn(ServiceCredential.class::isInstance)
                .extracting(one -> ((ServiceCredential) one).alias())
                .containsExactlyInAnyOrder("tyler-at-" + account.id(), "tyler+1-at-" + account.id());
        add(tyler, CredentialService.BEDROCK);
    }

    @Test
    void anAliasOfOnesOwnThatAnotherHasIsPassedOver() throws InterruptedException {
        User tyler = account.addUser("tyler");
        User plus = account.addUser("tyler+1");
        add(tyler, CredentialService.CASSANDRA);
        List<Object> results = Together.run(2, number -> add(number == 0 ? tyler : plus, CredentialService.CASSANDRA));
        assertThat(results)
                .extracting(one -> ((ServiceCredential) one).alias())
                .doesNotHaveDuplicates()
                .contains("tyler+1-at-" + account.id());
    }

    @Test
    void credentialsAreListedByOwnerAndServiceAsTheyCame() {
        User tyler = account.addUser("tyler");
        User marla = account.addUser("marla");
        List<ServiceCredential> added = new ArrayList<>();
        for (CredentialService service : CredentialService.values()) {
            Instant at = TestStore.NOW.plusSeconds(added.size());
            added.add(add(tyler, service, at, ServiceSecret.generate(RANDOM)));
            added.add(add(marla, service, at.plusMillis(1), ServiceSecret.generate(RANDOM)));
        }
        assertThat(listed(null, null)).isEqualTo(added);
        assertThat(listed(marla.id(), null))
                .isEqualTo(added.stream()
                        .filter(one -> one.owner().equals(marla.id()))
                        .toList());
        assertThat(listed(null, CredentialService.CASSANDRA))
                .isEqualTo(added.stream()
                        .filter(one -> one.terms().service() == CredentialService.CASSANDRA)
                        .toList());
    }

    private List<ServiceCredential> listed(@Nullable UniqueId owner, @Nullable CredentialService service) {
        List<ServiceCredential> seen = new ArrayList<>();
        String marker = null;
        do {
            PageRequest request = PageRequest.of(3, marker);
            Page<ServiceCredential> page =
                    account.read(in -> in.serviceCredentials().list(owner, service, request));
            seen.addAll(page.items());
            marker = page.marker();
        } while (marker != null);
        return seen;
    }

    @Test
    void ofASecretTheHashIsStoredAndResetReplacesIt() {
        User tyler = account.addUser("tyler");
        ServiceSecret first = ServiceSecret.generate(RANDOM);
        ServiceCredential credential = add(tyler, CredentialService.CODECOMMIT, TestStore.NOW, first);
        assertThat(hash(credential)).isEqualTo(first.hash()).doesNotContain(first.reveal());
        ServiceSecret second = ServiceSecret.generate(RANDOM);
        account.change(in -> in.serviceCredentials().reset(credential, second));
        assertThat(hash(credential)).isEqualTo(second.hash()).isNotEqualTo(first.hash());
        assertThat(first).hasToString("ServiceSecret[hidden]");
    }

    private String hash(ServiceCredential credential) {
        return store.raw()
                .withHandle(handle -> handle.createQuery(
                                "SELECT secret_hash FROM service_credential WHERE credential_id = :id")
                        .bind("id", credential.terms().id().value())
                        .mapTo(String.class)
                        .one());
    }

    @Test
    void aUserStaysWhileACredentialIsThere() {
        User tyler = account.addUser("tyler");
        ServiceCredential credential = add(tyler, CredentialService.CODECOMMIT);
        Refused.with(
                Kind.DELETE_CONFLICT,
                "Cannot delete entity, must remove referenced objects first.",
                () -> account.change(in -> in.users().remove(tyler)));
        account.change(in -> in.serviceCredentials().remove(credential));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "No such credential " + credential.terms().id() + " exists",
                () -> account.read(in -> in.serviceCredentials()
                        .require(tyler.id(), credential.terms().id())));
        account.change(in -> in.users().remove(tyler));
    }
}
