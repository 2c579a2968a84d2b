// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.accesscode.AccessCode;
import io.sallyport.core.accesscode.AccessCodeRequest;
import io.sallyport.core.accesscode.AccessCodeRequest.State;
import io.sallyport.core.accesscode.HelpDeskRules;
import io.sallyport.core.accesscode.Operator;
import io.sallyport.core.account.Account;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.MfaSerial;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each step on whichever of two nodes. */
@OnBothDatabases
final class AccessCodesTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = TestStore.NOW;
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Operator MARLA = new Operator("AIDAMARLA", "marla", "arn:marla");
    private static final Operator PAUL = new Operator("AIDAPAUL", "paul", "arn:paul");
    private static final MfaSerial FOB = new MfaSerial("GAHT00000001");

    private final TestStore store;
    private TestAccount account;
    private TestAccount elsewhere;
    private User zoe;

    AccessCodesTest(TestStore store) {
        this.store = store;
        this.account = store.account();
        this.elsewhere = account;
        this.zoe = account.addUser("zoe");
    }

    @BeforeEach
    void startAnotherNode() {
        account = store.account();
        zoe = account.addUser("zoe");
        elsewhere = new TestAccount(store.anotherNode(), account.id());
    }

    @AfterEach
    void stopTheOtherNode() {
        elsewhere.accounts().close();
    }

    private AccessCodeRequest open(State state, @Nullable AccessCode code, @Nullable MfaSerial lost) {
        return open(state, code, lost, NOW);
    }

    private AccessCodeRequest open(State state, @Nullable AccessCode code, @Nullable MfaSerial lost, Instant at) {
        AccessCodeRequest request = new AccessCodeRequest(
                UUID.randomUUID().toString(),
                zoe.id(),
                state,
                "she lost it",
                lost,
                LIFETIME,
                MARLA,
                at,
                null,
                null,
                at.plus(LIFETIME),
                null,
                null,
                lost != null);
        account.change(in -> in.accessCodes().open(request, code));
        return request;
    }

    private boolean uses(TestAccount node, AccessCode code, Instant at) {
        return node.write(in -> in.accessCodes().use(zoe.id(), code, at).isPresent());
    }

    private State state(AccessCodeRequest request, Instant at) {
        return elsewhere.read(
                in -> in.accessCodes().find(request.id()).orElseThrow().at(at));
    }

    private static boolean did(TestAccount node, Function<Account, Boolean> step) {
        return node.write(step);
    }

    private List<AccessCodeRequest> listed(boolean unfinished, Instant at) {
        return account.read(in -> in.accessCodes().list(unfinished, at));
    }

    private Optional<AccessCodeRequest> found(String id) {
        return account.read(in -> in.accessCodes().find(id));
    }

    private static HelpDeskRules rules(TestAccount node) {
        return node.read(in -> in.accessCodes().rules());
    }

    @Test
    void ofManyApprovalsAtOnceOneMakesTheCode() throws Exception {
        AccessCodeRequest request = open(State.REQUESTED, null, null);
        List<AccessCode> codes =
                Stream.generate(() -> AccessCode.generate(RANDOM)).limit(16).toList();
        List<Object> results = Together.run(
                16,
                i -> (i % 2 == 0 ? account : elsewhere)
                        .write(in -> in.accessCodes()
                                .approve(
                                        request,
                                        new Operator("AIDA" + i, "operator" + i, "arn:" + i),
                                        codes.get(i),
                                        NOW)));
        assertThat(results).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(results).filteredOn(Boolean.FALSE::equals).hasSize(15);
        AccessCodeRequest issued =
                account.read(in -> in.accessCodes().find(request.id()).orElseThrow());
        int winner = results.indexOf(true);
        assertThat(Objects.requireNonNull(issued.decidedBy()).person()).isEqualTo("operator" + winner);
        for (int i = 0; i < 16; i++) {
            if (i != winner) {
                assertThat(uses(elsewhere, codes.get(i), NOW)).isFalse();
            }
        }
        assertThat(uses(elsewhere, codes.get(winner), NOW)).isTrue();
    }

    @Test
    void aCodeIsUsedOnceByWhomeverOfManyAtOnce() throws Exception {
        AccessCode code = AccessCode.generate(RANDOM);
        AccessCodeRequest request = open(State.ISSUED, code, null);
        List<Object> results = Together.run(16, i -> uses(i % 2 == 0 ? account : elsewhere, code, NOW));
        assertThat(results).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(results).filteredOn(Boolean.FALSE::equals).hasSize(15);
        assertThat(state(request, NOW)).isEqualTo(State.USED);
        assertThat(uses(account, code, NOW)).isFalse();
    }

    @Test
    void nobodyDecidesAboutHerOwnRequestUnderWhateverName() {
        AccessCodeRequest request = open(State.REQUESTED, null, null);
        AccessCode code = AccessCode.generate(RANDOM);
        Operator inARole = new Operator("AROAX:marla", "marla", "arn:role");
        Operator renamed = new Operator(MARLA.id(), "other", "arn:marla");
        for (Operator same : List.of(MARLA, inARole, renamed)) {
            assertThat(did(account, in -> in.accessCodes().approve(request, same, code, NOW)))
                    .isFalse();
            assertThat(did(account, in -> in.accessCodes().deny(request, same, NOW)))
                    .isFalse();
        }
        assertThat(state(request, NOW)).isEqualTo(State.REQUESTED);
        assertThat(uses(account, code, NOW)).isFalse();
    }

    @Test
    void whatWasDeniedWithdrawnOrWaitedTooLongIsNotApproved() {
        AccessCode code = AccessCode.generate(RANDOM);
        AccessCodeRequest denied = open(State.REQUESTED, null, null);
        assertThat(did(account, in -> in.accessCodes().deny(denied, PAUL, NOW))).isTrue();
        assertThat(state(denied, NOW)).isEqualTo(State.DENIED);
        AccessCodeRequest withdrawn = open(State.REQUESTED, null, null);
        assertThat(did(account, in -> in.accessCodes().withdraw(withdrawn, MARLA, NOW)))
                .isTrue();
        AccessCodeRequest late = open(State.REQUESTED, null, null);
        Instant end = NOW.plus(LIFETIME);
        assertThat(state(late, end)).isEqualTo(State.EXPIRED);
        for (AccessCodeRequest over : List.of(denied, withdrawn, late)) {
            assertThat(did(elsewhere, in -> in.accessCodes().approve(over, PAUL, code, end)))
                    .isFalse();
        }
        // Had it been a moment earlier.
        assertThat(did(elsewhere, in -> in.accessCodes().approve(late, PAUL, code, end.minusMillis(1))))
                .isTrue();
    }

    @Test
    void anExpiredWithdrawnOrReplacedCodeIsDeadOnEveryNode() {
        AccessCode first = AccessCode.generate(RANDOM);
        open(State.ISSUED, first, null);
        assertThat(uses(elsewhere, first, NOW.plus(LIFETIME))).isFalse();
        AccessCode second = AccessCode.generate(RANDOM);
        AccessCodeRequest replacing = open(State.ISSUED, second, null);
        assertThat(uses(elsewhere, first, NOW)).isFalse();
        elsewhere.change(in -> in.accessCodes().withdraw(replacing, PAUL, NOW));
        assertThat(uses(account, second, NOW)).isFalse();
        assertThat(state(replacing, NOW)).isEqualTo(State.WITHDRAWN);
        // Nor is it another user's.
        AccessCode third = AccessCode.generate(RANDOM);
        open(State.ISSUED, third, null);
        User other = account.addUser("marla");
        assertThat(did(
                        account,
                        in -> in.accessCodes().use(other.id(), third, NOW).isPresent()))
                .isFalse();
        assertThat(uses(account, third, NOW)).isTrue();
    }

    @Test
    void ofRequestsAtOnceOneStaysOpen() throws Exception {
        List<Object> results = Together.run(16, i -> {
            AccessCodeRequest request = new AccessCodeRequest(
                    "request" + i,
                    zoe.id(),
                    State.ISSUED,
                    null,
                    null,
                    LIFETIME,
                    MARLA,
                    NOW,
                    null,
                    null,
                    NOW.plus(LIFETIME),
                    null,
                    null,
                    false);
            (i % 2 == 0 ? account : elsewhere)
                    .change(in -> in.accessCodes().open(request, AccessCode.generate(RANDOM)));
            return true;
        });
        assertThat(results).containsOnly(true);
        assertThat(listed(true, NOW)).hasSize(1);
        assertThat(listed(false, NOW)).hasSize(16);
    }

    @Test
    void aLossHoldsUntilAnotherDeviceOrAWithdrawal() {
        assertThat(holds()).isFalse();
        AccessCode code = AccessCode.generate(RANDOM);
        open(State.ISSUED, code, FOB);
        assertThat(holds()).isTrue();
        // A second code for the same loss, which is not told again.
        AccessCode again = AccessCode.generate(RANDOM);
        AccessCodeRequest second = open(State.ISSUED, again, null);
        assertThat(holds()).isTrue();
        assertThat(uses(account, again, NOW)).isTrue();
        assertThat(holds()).isTrue();
        assertThat(listed(true, NOW.plus(LIFETIME)))
                .extracting(AccessCodeRequest::id)
                .containsExactly(second.id());
        elsewhere.change(in -> in.accessCodes().enrolled(second.id(), FOB));
        assertThat(holds()).isFalse();
        assertThat(found(second.id()).orElseThrow().enrolled()).isEqualTo(FOB);

        AccessCodeRequest lost = open(State.REQUESTED, null, FOB);
        account.change(in -> in.accessCodes().deny(lost, PAUL, NOW));
        assertThat(holds()).isTrue();
        assertThat(did(account, in -> in.accessCodes().withdraw(lost, PAUL, NOW)))
                .isTrue();
        assertThat(holds()).isFalse();
    }

    private boolean holds() {
        return elsewhere.read(in -> in.accessCodes().holds(zoe.id()));
    }

    @Test
    void noCodeIsInTheStoreAndItsHashGoesWithItsUse() {
        AccessCode code = AccessCode.generate(RANDOM);
        AccessCodeRequest request = open(State.ISSUED, code, null);
        assertThat(hashes()).containsExactly(code.hash(request.id()));
        assertThat(uses(account, code, NOW)).isTrue();
        assertThat(hashes()).isEmpty();
    }

    private List<String> hashes() {
        return store.raw()
                .withHandle(handle -> handle.createQuery("SELECT code_hash FROM access_code_request"
                                + " WHERE account_id = :account AND code_hash IS NOT NULL")
                        .bind("account", account.id().value())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void aStoryEndsWithItsUserAndAfterAMonth() {
        AccessCodeRequest old = open(State.ISSUED, AccessCode.generate(RANDOM), null);
        Instant later = NOW.plus(Duration.ofDays(31));
        open(State.ISSUED, AccessCode.generate(RANDOM), null, later);
        assertThat(found(old.id())).isEmpty();
        account.change(in -> in.users().remove(zoe));
        assertThat(listed(false, later)).isEmpty();
        assertThatThrownBy(() -> open(State.ISSUED, AccessCode.generate(RANDOM), null))
                .isInstanceOf(IamException.class);
    }

    @Test
    void rulesAreTheAccountsOwn() {
        assertThat(rules(account)).isEqualTo(HelpDeskRules.STANDARD);
        HelpDeskRules rules = new HelpDeskRules(
                true, true, HelpDeskRules.Compares.EVERYTHING, Duration.ofMinutes(5), Duration.ofMinutes(7));
        account.change(in -> in.accessCodes().setRules(HelpDeskRules.STANDARD));
        account.change(in -> in.accessCodes().setRules(rules));
        assertThat(rules(elsewhere)).isEqualTo(rules);
        assertThat(rules(store.account())).isEqualTo(HelpDeskRules.STANDARD);
    }
}
