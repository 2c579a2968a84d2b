// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.federation.AssertionEncryption;
import io.sallyport.core.federation.OidcProvider;
import io.sallyport.core.federation.OidcProviderUrl;
import io.sallyport.core.federation.SamlKeyEntry;
import io.sallyport.core.federation.SamlMetadata;
import io.sallyport.core.federation.SamlPrivateKey;
import io.sallyport.core.federation.SamlProvider;
import io.sallyport.core.federation.SamlProviderUpdate;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.SamlProviderName;
import io.sallyport.core.name.UniqueId;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class ProvidersTest {
    private static final SamlMetadata METADATA = new SamlMetadata("<a/>", "https://idp.example.com", List.of(), null);
    private static final Ids IDS = new Ids(new SecureRandom());

    private final TestStore store;
    private final TestAccount account;

    ProvidersTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private static OidcProvider oidc(String host) {
        return new OidcProvider(OidcProviderUrl.parse("https://" + host), List.of(), List.of(), TestStore.NOW);
    }

    private SamlProvider addSaml(String name) {
        SamlProvider provider = new SamlProvider(
                new SamlProviderName(name).arn(account.id()),
                IDS.unique(UniqueId.Prefix.SAMLSP, account.id()),
                AssertionEncryption.ALLOWED,
                TestStore.NOW,
                METADATA.validUntil(TestStore.NOW));
        account.change(in -> in.samlProviders().add(provider, METADATA));
        return provider;
    }

    private static SamlPrivateKey newKey() throws GeneralSecurityException {
        byte[] pkcs8 = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return SamlPrivateKey.parse("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pkcs8) + "\n-----END PRIVATE KEY-----");
    }

    @Test
    void aUrlAndANameAreTakenOnceAlsoUnderConcurrency() throws InterruptedException {
        List<Object> results = Together.run(
                8,
                number -> account.write(in -> {
                    in.oidcProviders().add(oidc("one.example.com"));
                    return number;
                }));
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(1);
        results = Together.run(8, number -> addSaml("one"));
        assertThat(results).filteredOn(SamlProvider.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(7)
                .allMatch(refused -> ((IamException) refused).kind() == Kind.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void anAccountHasAHundredProvidersOfEachKindAlsoUnderConcurrency() throws InterruptedException {
        account.change(in ->
                IntStream.range(0, 95).forEach(i -> in.oidcProviders().add(oidc("p" + i + ".example.com"))));
        IntStream.range(0, 95).forEach(i -> addSaml("p" + i));

        List<Object> results = Together.run(
                16,
                number -> account.write(in -> {
                    in.oidcProviders().add(oidc("late" + number + ".example.com"));
                    return number;
                }));
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(5);
        results = Together.run(16, number -> addSaml("late" + number));
        assertThat(results).filteredOn(SamlProvider.class::isInstance).hasSize(5);
        assertThatList(account.read(in -> in.oidcProviders().list())).hasSize(100);
        assertThatList(account.read(in -> in.samlProviders().list())).hasSize(100);
    }

    @Test
    void listsOfOneProviderLoseNothingUnderConcurrency() throws InterruptedException {
        Arn arn = oidc("busy.example.com").arn(account.id());
        account.change(in -> in.oidcProviders().add(oidc("busy.example.com")));
        Together.run(
                16,
                number -> account.write(in -> {
                    in.oidcProviders().change(arn, provider -> provider.withClientId("client" + number));
                    return number;
                }));
        assertThatList(account.read(in -> in.oidcProviders().require(arn).clientIds()))
                .hasSize(16);
    }

    @Test
    void aThirdKeyIsRefusedAlsoUnderConcurrency() throws InterruptedException, GeneralSecurityException {
        SamlProvider provider = addSaml("keys");
        SamlPrivateKey key = newKey();
        List<Object> results = Together.run(
                8,
                number -> account.write(in -> {
                    new SamlProviderUpdate(null, null, key, null)
                            .apply(
                                    in.samlProviders(),
                                    provider.arn(),
                                    IDS.unique(UniqueId.Prefix.SAMLPK, account.id()),
                                    TestStore.NOW);
                    return number;
                }));
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(2);
        assertThatList(account.read(in -> in.samlProviders().keys(provider))).hasSize(2);
    }

    @Test
    void aKeyIsSealedForItsRow() throws GeneralSecurityException {
        SamlProvider provider = addSaml("sealed");
        SamlPrivateKey key = newKey();
        SamlKeyEntry entry = new SamlKeyEntry(IDS.unique(UniqueId.Prefix.SAMLPK, account.id()), TestStore.NOW);
        account.change(in -> in.samlProviders().addKey(provider, entry, key));

        byte[] stored = store.raw()
                .withHandle(handle -> handle.createQuery("SELECT secret FROM saml_private_key WHERE key_id = :id")
                        .bind("id", entry.id().value())
                        .mapTo(byte[].class)
                        .one());
        String row = String.join(
                "|",
                account.id().value(),
                "saml_private_key",
                provider.arn().toString(),
                entry.id().value());
        assertThat(store.vault().open(stored, row)).isEqualTo(key.reveal());
    }

    @Test
    void whatOpensAssertionsIsWhatWasAdded() throws GeneralSecurityException {
        SamlProvider provider = addSaml("one");
        SamlPrivateKey key = newKey();
        SamlKeyEntry entry = new SamlKeyEntry(IDS.unique(UniqueId.Prefix.SAMLPK, account.id()), TestStore.NOW);
        account.change(in -> in.samlProviders().addKey(provider, entry, key));

        assertThatList(account.read(in -> in.samlProviders().privateKeys(provider)))
                .extracting(SamlPrivateKey::reveal)
                .containsExactly(key.reveal());
    }

    @Test
    void providersAreNobodyElsesAndTakeTheirTagsWithThem() {
        SamlProvider saml = addSaml("mine");
        Arn oidc = oidc("mine.example.com").arn(account.id());
        account.change(in -> {
            in.oidcProviders().add(oidc("mine.example.com"));
            in.tags().put(TagOwner.of(oidc), List.of(new Tag("a", "1")));
            in.tags().put(TagOwner.of(saml.arn()), List.of(new Tag("a", "1")));
        });
        TestAccount other = store.account();
        assertThatList(other.read(in -> in.samlProviders().list())).isEmpty();
        assertThatList(other.read(in -> in.oidcProviders().list())).isEmpty();

        account.change(in -> {
            in.samlProviders().remove(saml.arn());
            in.oidcProviders().remove(oidc);
        });
        assertThatList(account.read(in -> in.tags().of(TagOwner.of(oidc)))).isEmpty();
        assertThatList(account.read(in -> in.tags().of(TagOwner.of(saml.arn()))))
                .isEmpty();
    }
}
