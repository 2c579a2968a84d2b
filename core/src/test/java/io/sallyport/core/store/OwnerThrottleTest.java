// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.OwnerThrottle;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is guessed of an owner is counted in the store, each kind by itself. */
@OnBothDatabases
final class OwnerThrottleTest {
    private final TestAccount account;
    private final UniqueId tyler;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    OwnerThrottleTest(TestStore store) {
        this.account = store.account();
        this.tyler = account.addUser("tyler").id();
    }

    /** Whether a wrong try was looked at at all. */
    private boolean tries(UniqueId owner, Guessed what) {
        return account.write(in -> {
            OwnerThrottle throttle = OwnerThrottle.of(in.mfaDevices().wrongTries(), owner, what);
            if (throttle.rests(now)) {
                throttle.unread();
                return false;
            }
            throttle.wrong(now);
            return true;
        });
    }

    @Test
    void fourAreFreeTheFifthBringsARestAndARightOneBeginsAnew() {
        for (int i = 0; i < 5; i++) {
            assertThat(tries(tyler, Guessed.RECOVERY_CODE)).as("try %d", i).isTrue();
        }
        assertThat(tries(tyler, Guessed.RECOVERY_CODE)).isFalse();
        assertThat(tries(tyler, Guessed.ACCESS_CODE)).as("counted apart").isTrue();
        assertThat(tries(account.root(), Guessed.RECOVERY_CODE)).as("another's").isTrue();
        now = now.plusSeconds(30);
        account.change(in -> OwnerThrottle.of(in.mfaDevices().wrongTries(), tyler, Guessed.RECOVERY_CODE)
                .right());
        for (int i = 0; i < 5; i++) {
            assertThat(tries(tyler, Guessed.RECOVERY_CODE)).isTrue();
        }
        assertThat(tries(tyler, Guessed.RECOVERY_CODE)).isFalse();
    }

    @Test
    void manyAtOnceAreLookedAtOneByOne() throws InterruptedException {
        List<Object> looked = Together.run(64, number -> tries(tyler, Guessed.RECOVERY_CODE));
        assertThat(looked).filteredOn(Boolean.TRUE::equals).hasSize(5);
        assertThat(looked).filteredOn(Boolean.FALSE::equals).hasSize(59);
    }

    @Test
    void theHundredthIsTheLastUntilSheIsReleasedButNotForRoot() {
        for (Guessed what : Guessed.values()) {
            for (UniqueId owner : List.of(tyler, account.root())) {
                for (int i = 0; i < 100; i++) {
                    assertThat(tries(owner, what)).isTrue();
                    now = now.plus(Duration.ofHours(1));
                }
                now = now.plus(Duration.ofDays(3650));
                assertThat(tries(owner, what)).as("%s of %s", what, owner).isEqualTo(owner.isRoot());
            }
        }
        account.change(in -> in.mfaDevices().wrongTries().release(tyler));
        for (Guessed what : Guessed.values()) {
            assertThat(tries(tyler, what)).isTrue();
        }
    }

    @Test
    void whoIsDeletedLeavesNothingBehind() {
        tries(tyler, Guessed.ACCESS_CODE);
        account.change(in -> in.users().remove(in.users().find(tyler).orElseThrow()));
        // A new row: it was gone.
        for (int i = 0; i < 5; i++) {
            assertThat(tries(tyler, Guessed.ACCESS_CODE)).isTrue();
        }
    }
}
