// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.credential.Vault;
import io.sallyport.core.federation.OutboundAlgorithm;
import io.sallyport.core.federation.OutboundKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class OutboundKeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestStore store;
    private final TestAccount account;

    OutboundKeysTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private static OutboundKey key(int number, Instant at) {
        return OutboundKey.generate(OutboundAlgorithm.ES384, number, RANDOM, at);
    }

    private Optional<String> current() {
        return account.read(in -> in.outboundKeys().current(OutboundAlgorithm.ES384))
                .map(OutboundKey::keyId);
    }

    private List<String> published(Instant replacedAfter) {
        return account.read(in -> in.outboundKeys().published(replacedAfter));
    }

    @Test
    void aNewKeyTakesThePlaceOfTheOneBefore() {
        OutboundKey first = key(0, TestStore.NOW);
        OutboundKey second = key(1, TestStore.NOW.plusSeconds(60));
        assertThat(account.<Boolean>write(in -> in.outboundKeys().add(first))).isTrue();
        assertThatObject(current()).isEqualTo(Optional.of("EC384_0"));
        assertThat(account.<Boolean>write(in -> in.outboundKeys().add(second))).isTrue();
        assertThatObject(current()).isEqualTo(Optional.of("EC384_1"));
        assertThat(account.<Integer>read(in -> in.outboundKeys().count(OutboundAlgorithm.ES384)))
                .isEqualTo(2);
        assertThat(account.<Integer>read(in -> in.outboundKeys().count(OutboundAlgorithm.RS256)))
                .isZero();
        assertThat(published(TestStore.NOW)).containsExactly(first.publicJwk(), second.publicJwk());
        assertThat(published(TestStore.NOW.plusSeconds(60))).containsExactly(second.publicJwk());
        assertThat(store.account().<List<String>>read(in -> in.outboundKeys().published(Instant.EPOCH)))
                .isEmpty();
    }

    @Test
    void ofManyMadeAtOnceOneStays() throws InterruptedException {
        List<Object> results =
                Together.run(8, number -> account.write(in -> in.outboundKeys().add(key(0, TestStore.NOW))));
        assertThat(results).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(results).filteredOn(Boolean.FALSE::equals).hasSize(7);
        assertThat(published(TestStore.NOW)).hasSize(1);
    }

    @Test
    void aPrivateKeyIsSealedAndOpensInItsOwnRowOnly() {
        OutboundKey key = key(0, TestStore.NOW);
        account.change(in -> in.outboundKeys().add(key));
        assertThat(account.read(in -> in.outboundKeys().current(OutboundAlgorithm.ES384))
                        .orElseThrow()
                        .reveal())
                .isEqualTo(key.reveal());
        byte[] stored = store.raw()
                .withHandle(handle -> handle.createQuery("SELECT secret FROM web_identity_key WHERE account_id = :id")
                        .bind("id", account.id().value())
                        .mapTo(byte[].class)
                        .one());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(key.reveal(), StandardCharsets.ISO_8859_1).substring(30, 60));
        store.raw()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE web_identity_key SET key_id = 'EC384_7' WHERE account_id = :id")
                        .bind("id", account.id().value())
                        .execute());
        assertThatThrownBy(() -> account.read(in -> in.outboundKeys().current(OutboundAlgorithm.ES384)))
                .isInstanceOf(Vault.SealBroken.class);
        assertThat(key.toString()).isEqualTo("OutboundKey[EC384_0]");
    }

    @Test
    void anIssuerFindsItsAccount() {
        account.change(in -> in.settings().enableOutboundFederation("11111111-2222"));
        assertThatObject(store.accounts().byTokenIssuer("11111111-2222")).isEqualTo(Optional.of(account.id()));
        account.change(in -> in.settings().disableOutboundFederation());
        assertThatObject(store.accounts().byTokenIssuer("11111111-2222")).isEqualTo(Optional.of(account.id()));
        assertThatObject(store.accounts().byTokenIssuer("other")).isEqualTo(Optional.empty());
    }
}
