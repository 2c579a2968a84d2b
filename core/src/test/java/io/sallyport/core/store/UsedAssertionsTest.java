// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.federation.SamlAssertion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class UsedAssertionsTest {
    private static final Duration REDEEMABLE = Duration.ofMinutes(4);

    private final TestStore store;
    private final TestAccount account;

    UsedAssertionsTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private static SamlAssertion assertion(String issuer, String id) {
        return new SamlAssertion(
                id,
                issuer,
                "tyler",
                "persistent",
                "x",
                TestStore.NOW.plus(REDEEMABLE),
                null,
                Map.of("a", List.of("b")));
    }

    private static void use(TestAccount account, SamlAssertion assertion, Instant now) {
        account.change(in -> in.usedAssertions().use(assertion, now));
    }

    private static void assertRefused(ThrowingCallable use, Kind kind) {
        assertThatThrownBy(use)
                .isInstanceOfSatisfying(
                        IamException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind));
    }

    private int rows() {
        return store.raw()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM used_saml_assertion WHERE account_id = :account")
                        .bind("account", account.id().value())
                        .mapTo(int.class)
                        .one());
    }

    @Test
    void oneIsUsedOnceByWhomeverItIs() {
        use(account, assertion("idp", "_1"), TestStore.NOW);

        assertRefused(() -> use(account, assertion("idp", "_1"), TestStore.NOW), Kind.INVALID_IDENTITY_TOKEN);
        use(account, assertion("idp", "_2"), TestStore.NOW);
        use(account, assertion("other", "_1"), TestStore.NOW);
        use(store.account(), assertion("idp", "_1"), TestStore.NOW);
    }

    @Test
    void ofManyAtOnceOneSucceeds() throws Exception {
        List<Object> results = Together.run(
                16,
                number -> account.write(in -> {
                    in.usedAssertions().use(assertion("idp", "_1"), TestStore.NOW);
                    return true;
                }));

        assertThat(results).containsOnlyOnce(true);
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(15)
                .allSatisfy(
                        refused -> assertThat(((IamException) refused).kind()).isEqualTo(Kind.INVALID_IDENTITY_TOKEN));
    }

    @Test
    void oneIsNotUsedUpByWorkThatFails() {
        assertRefused(
                () -> account.change(in -> {
                    in.usedAssertions().use(assertion("idp", "_1"), TestStore.NOW);
                    throw new IamException(Kind.ACCESS_DENIED, "no");
                }),
                Kind.ACCESS_DENIED);

        use(account, assertion("idp", "_1"), TestStore.NOW);
    }

    @Test
    void oneThatHasExpiredMeanwhileIsRefused() {
        assertRefused(
                () -> use(account, assertion("idp", "_1"), TestStore.NOW.plus(REDEEMABLE)),
                Kind.EXPIRED_IDENTITY_TOKEN);
    }

    @Test
    void rowsGoWhenNobodyCouldUseThemAnyMore() {
        use(account, assertion("idp", "_1"), TestStore.NOW);
        use(account, assertion("idp", "_2"), TestStore.NOW);
        assertThat(rows()).isEqualTo(2);

        Instant later = TestStore.NOW.plus(Duration.ofMinutes(9));
        SamlAssertion fresh =
                new SamlAssertion("_3", "idp", "tyler", "persistent", "x", later.plus(REDEEMABLE), null, Map.of());
        use(account, fresh, later);

        assertThat(rows()).isEqualTo(1);
    }
}
