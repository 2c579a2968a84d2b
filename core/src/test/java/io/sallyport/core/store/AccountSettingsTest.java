// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.ToldModels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class AccountSettingsTest {
    private final TestAccount account;
    private final TestAccount otherAccount;

    AccountSettingsTest(TestStore store) {
        this.account = store.account();
        this.otherAccount = store.account();
    }

    private int tokenVersion(TestAccount of) {
        return of.read(in -> in.settings().globalEndpointTokenVersion());
    }

    private Optional<String> issuer(TestAccount of) {
        return of.read(in -> in.settings().outboundIssuer());
    }

    private String enable(String newIssuer) {
        return account.write(in -> in.settings().enableOutboundFederation(newIssuer));
    }

    @Test
    void oneSettingLeavesTheOthersAndTheOtherAccountAlone() {
        assertThat(tokenVersion(account)).isEqualTo(1);
        account.change(in -> in.settings().setGlobalEndpointTokenVersion(2));
        assertThatObject(issuer(account)).isEqualTo(Optional.empty());
        enable("one");
        assertThat(tokenVersion(account)).isEqualTo(2);
        account.change(in -> in.settings().setGlobalEndpointTokenVersion(1));
        assertThatObject(issuer(account)).isEqualTo(Optional.of("one"));

        assertThat(tokenVersion(otherAccount)).isEqualTo(1);
        assertThatObject(issuer(otherAccount)).isEqualTo(Optional.empty());
    }

    @Test
    void anIssuerIsOneAccountsForGood() {
        Refused.with(
                Kind.FEATURE_DISABLED,
                "Outbound identity federation is already disabled for account " + account.id(),
                () -> account.change(in -> in.settings().disableOutboundFederation()));
        assertThat(enable("one")).isEqualTo("one");
        account.change(in -> in.settings().disableOutboundFederation());
        assertThatObject(issuer(account)).isEqualTo(Optional.empty());
        assertThat(enable("two")).isEqualTo("one");
        Refused.with(
                Kind.FEATURE_ENABLED,
                "Outbound identity federation is already enabled for account " + account.id(),
                () -> enable("three"));
    }

    @Test
    void itIsEnabledOnceHoweverManyWantIt() throws InterruptedException {
        List<Object> results = Together.run(16, number -> enable("issuer-" + number));

        assertThat(results)
                .filteredOn(String.class::isInstance)
                .containsExactly(issuer(account).orElseThrow());
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(15)
                .allMatch(refused -> ((IamException) refused).kind() == Kind.FEATURE_ENABLED);
    }

    @Test
    void aModelIsToldOfOnceHoweverManyNodesLearnOfIt() throws InterruptedException {
        ToldModels first = ToldModels.NONE.with(7, List.of("a"));
        for (ToldModels next : List.of(first, first.with(7, List.of("b")), first.with(8, List.of("a")))) {
            ToldModels before = account.read(in -> in.settings().toldModels());
            assertThat(Together.run(
                            8, number -> account.write(in -> in.settings().setToldModels(before, next))))
                    .containsOnlyOnce(true)
                    .hasSize(8);
            assertThat(account.<ToldModels>read(in -> in.settings().toldModels()))
                    .isEqualTo(next);
        }
        assertThat(otherAccount.<ToldModels>read(in -> in.settings().toldModels()))
                .isEqualTo(ToldModels.NONE);
        assertThat(first.lacks(7, "a")).isFalse();
        assertThat(first.lacks(6, "b")).isFalse();
        assertThat(first.lacks(7, "b")).isTrue();
        assertThat(first.lacks(8, "a")).isTrue();
    }
}
