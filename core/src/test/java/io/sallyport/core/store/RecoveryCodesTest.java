// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.RootRecovery;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OwnerThrottle;
import io.sallyport.core.mfa.RecoveryCode;
import io.sallyport.core.mfa.RecoveryCodes;
import io.sallyport.core.mfa.RecoveryVerification;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class RecoveryCodesTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String WRONG = "0000-0000-0000-0000-0000-0000";

    private final TestStore store;
    private final TestAccount account;
    private final User tyler;
    private volatile Instant now = TestStore.NOW;
    private final RecoveryVerification verification = new RecoveryVerification(() -> now);

    RecoveryCodesTest(TestStore store) {
        this.store = store;
        this.account = store.account();
        this.tyler = account.addUser("tyler");
    }

    private List<String> give(UniqueId owner) {
        return give(account, owner);
    }

    private List<String> give(TestAccount node, UniqueId owner) {
        List<RecoveryCode> codes = Stream.generate(() -> RecoveryCode.generate(RANDOM))
                .limit(RecoveryCodes.PER_OWNER)
                .toList();
        node.change(in -> in.recoveryCodes()
                .replace(owner, codes.stream().map(code -> code.hash(owner)).toList(), now));
        return codes.stream().map(RecoveryCode::reveal).toList();
    }

    private boolean accepts(UniqueId owner, String typed) {
        return accepts(account, owner, typed);
    }

    private boolean accepts(TestAccount node, UniqueId owner, String typed) {
        return node.write(in -> accept(in, owner, typed)).isPresent();
    }

    private Optional<MfaEvidence> accept(Account in, UniqueId owner, String typed) {
        return verification
                .accept(in.recoveryCodes(), throttle(in, owner), owner, typed)
                .evidence();
    }

    private static OwnerThrottle throttle(Account in, UniqueId owner) {
        return OwnerThrottle.of(in.mfaDevices().wrongTries(), owner, Guessed.RECOVERY_CODE);
    }

    private int left(UniqueId owner) {
        return account.read(in -> in.recoveryCodes().of(owner))
                .map(RecoveryCodes.Stock::left)
                .orElse(-1);
    }

    private int failures(UniqueId owner) {
        return account.write(in -> in.mfaDevices().wrongTries().lock(owner, Guessed.RECOVERY_CODE))
                .failures();
    }

    @Test
    void eachIsAcceptedOnceAndItsOwnersOnly() {
        List<String> codes = give(tyler.id());
        give(account.root());
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        for (int used = 0; used < codes.size(); used++) {
            String code = codes.get(used);
            assertThat(accepts(account.root(), code)).isFalse();
            now = now.plus(Duration.ofHours(2));
            assertThat(accepts(tyler.id(), code)).isTrue();
            assertThat(accepts(tyler.id(), code)).isFalse();
            assertThat(left(tyler.id())).isEqualTo(9 - used);
        }
        assertThat(left(account.root())).isEqualTo(10);
    }

    @Test
    void whatItProvesMayOnlyEnrol() {
        String code = give(tyler.id()).get(0);
        MfaEvidence proof = account.write(in -> accept(in, tyler.id(), code)).orElseThrow();
        assertThat(proof.method().conditionValue()).isEqualTo("recovery");
        assertThat(proof.onlyEnrols()).isTrue();
        assertThat(proof.phishingResistant()).isFalse();
        assertThat(proof.attested()).isFalse();
        assertThat(proof.at()).isEqualTo(now);
    }

    /** Two nodes of PostgreSQL; of SQLite, which has no nodes, the one file opened twice. */
    @Test
    void ofManyWhoShowOneAtOnceOneIsAccepted() throws InterruptedException {
        List<String> codes = give(tyler.id());
        try (SqlAccounts other = store.anotherNode()) {
            List<TestAccount> nodes = List.of(account, new TestAccount(other, account.id()));
            for (String code : codes.subList(0, 3)) {
                List<Object> accepted = Together.run(64, number -> accepts(nodes.get(number % 2), tyler.id(), code));
                assertThat(accepted).allMatch(Boolean.class::isInstance);
                assertThat(accepted).filteredOn(Boolean.TRUE::equals).hasSize(1);
            }
        }
        assertThat(left(tyler.id())).isEqualTo(7);
        assertThat(failures(tyler.id())).isZero();
    }

    @Test
    void newOnesTakeThePlaceOfTheOldHoweverManyAreMadeAtOnce() throws InterruptedException {
        List<String> old = give(tyler.id());
        try (SqlAccounts other = store.anotherNode()) {
            List<TestAccount> nodes = List.of(account, new TestAccount(other, account.id()));
            List<Object> made = Together.run(8, number -> give(nodes.get(number % 2), tyler.id()));
            assertThat(left(tyler.id())).isEqualTo(10);
            assertThat(accepts(tyler.id(), old.get(0))).isFalse();
            List<String> accepted = new ArrayList<>();
            for (Object codes : made) {
                String first = ((List<?>) codes).get(0).toString();
                now = now.plus(Duration.ofHours(2));
                if (accepts(tyler.id(), first)) {
                    accepted.add(first);
                }
            }
            assertThat(accepted).hasSize(1);
        }
    }

    @Test
    void wrongOnesMakeThemRestAndUsedOnesDoNot() {
        List<String> codes = give(tyler.id());
        assertThat(accepts(tyler.id(), codes.get(0))).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(accepts(tyler.id(), codes.get(0))).isFalse();
        }
        assertThat(failures(tyler.id())).isZero();
        for (int i = 0; i < 5; i++) {
            assertThat(accepts(tyler.id(), WRONG)).isFalse();
        }
        assertThat(failures(tyler.id())).isEqualTo(5);
        assertThat(accepts(tyler.id(), codes.get(1))).as("at rest").isFalse();
        now = now.plusSeconds(29);
        assertThat(accepts(tyler.id(), codes.get(1))).as("still at rest").isFalse();
        now = now.plusSeconds(1);
        assertThat(accepts(tyler.id(), codes.get(1))).isTrue();
        assertThat(failures(tyler.id())).isZero();
    }

    @Test
    void whoHasNoneIsRefusedAndCountedAlike() {
        assertThat(accepts(tyler.id(), WRONG)).isFalse();
        assertThat(failures(tyler.id())).isEqualTo(1);
        assertThat(left(tyler.id())).isEqualTo(-1);
    }

    @Test
    void whatIsRefusedTakesTheSameStatementsWhateverTheReason() {
        List<String> codes = give(tyler.id());
        User without = account.addUser("without");
        accepts(tyler.id(), codes.get(0));
        List<Long> taken = new ArrayList<>();
        taken.add(statements(tyler.id(), WRONG));
        taken.add(statements(tyler.id(), codes.get(0)));
        taken.add(statements(without.id(), WRONG));
        for (int i = 0; i < 5; i++) {
            accepts(tyler.id(), WRONG);
        }
        taken.add(statements(tyler.id(), WRONG));
        taken.add(statements(tyler.id(), codes.get(0)));
        taken.add(statements(tyler.id(), codes.get(1)));
        assertThat(taken).containsOnly(taken.get(0)).doesNotContain(0L);
        now = now.plus(Duration.ofHours(1));
        assertThat(accepts(tyler.id(), codes.get(1)))
                .as("not used up while at rest")
                .isTrue();
    }

    private long statements(UniqueId owner, String refused) {
        return QueryCount.of(
                store,
                account,
                scope -> assertThat(verification
                                .accept(
                                        new JdbiRecoveryCodes(scope),
                                        OwnerThrottle.of(new JdbiWrongTries(scope), owner, Guessed.RECOVERY_CODE),
                                        owner,
                                        refused)
                                .evidence())
                        .isEmpty());
    }

    @Test
    void theyGoWithTheirOwnerAndStayWithANewName() {
        String code = give(tyler.id()).get(0);
        account.change(in -> in.users().rename(tyler, new UserName("robert"), null));
        assertThat(accepts(tyler.id(), code)).isTrue();
        account.change(in -> in.users().remove(in.users().find(tyler.id()).orElseThrow()));
        assertThat(rows()).isEmpty();
        Refused.with(
                Kind.NO_SUCH_ENTITY, "The user with id " + tyler.id() + " cannot be found.", () -> give(tyler.id()));
    }

    @Test
    void removedOnesOpenNothing() {
        String code = give(tyler.id()).get(0);
        for (boolean had : new boolean[] {true, false}) {
            boolean removed = account.write((Account in) -> in.recoveryCodes().remove(tyler.id()));
            assertThat(removed).isEqualTo(had);
        }
        assertThat(accepts(tyler.id(), code)).isFalse();
    }

    @Test
    void rootsGoWithHerDevicesWhenSheIsHelpedAtTheMachine() {
        Passwords passwords = new Passwords(RANDOM, 1);
        account.change(in -> in.loginProfiles()
                .add(
                        new LoginProfile(account.root(), passwords.hash(passwords.generate()), false, now),
                        "root@example.com"));
        RootRecovery recovery = new RootRecovery(
                passwords,
                new MfaRegistry(new CodeVerification(new StepCodes(), () -> now), () -> now, RANDOM),
                () -> now);
        give(account.root());
        recovery.recover(account.accounts(), account.id(), false);
        assertThat(left(account.root())).isEqualTo(10);
        recovery.recover(account.accounts(), account.id(), true);
        assertThat(left(account.root())).isEqualTo(-1);
    }

    @Test
    void theStoreHoldsNoCode() {
        List<String> codes = give(tyler.id());
        List<String> rows = rows();
        assertThat(rows).hasSize(10);
        for (String code : codes) {
            assertThat(rows.toString()).doesNotContainIgnoringCase(code.replace("-", ""));
        }
    }

    private List<String> rows() {
        return store.raw()
                .withHandle(handle -> handle.createQuery("SELECT * FROM recovery_code WHERE account_id = :id")
                        .bind("id", account.id().value())
                        .mapToMap()
                        .map(Object::toString)
                        .list());
    }
}
