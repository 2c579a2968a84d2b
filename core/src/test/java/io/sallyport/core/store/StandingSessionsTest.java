// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.Account;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which sessions still count, asked at two nodes. */
@OnBothDatabases
final class StandingSessionsTest {
    private static final Instant NOW = TestStore.NOW;

    private final TestAccount account;
    private final SqlAccounts otherStore;
    private final List<TestAccount> nodes;
    private final User tyler;

    StandingSessionsTest(TestStore store) {
        this.account = store.account();
        this.otherStore = store.anotherNode();
        this.nodes = List.of(account, new TestAccount(otherStore, account.id()));
        this.tyler = account.addUser("tyler");
    }

    @AfterEach
    void stopTheOtherNode() {
        otherStore.close();
    }

    private boolean stands(UniqueId owner, Instant issuedAt, @Nullable MfaEvidence mfa) {
        List<Boolean> said = nodes.stream()
                .map(node -> node.read(in -> in.sessions().stands(owner, issuedAt, mfa)))
                .distinct()
                .toList();
        assertThat(said).as("the same at both nodes").hasSize(1);
        // Also within a transaction that writes.
        boolean writing = account.write((Account in) -> in.sessions().stands(owner, issuedAt, mfa));
        assertThat(writing).isEqualTo(said.get(0));
        return said.get(0);
    }

    private static MfaEvidence shown(MfaSerial serial, Instant at) {
        return new MfaEvidence(MfaEvidence.Method.TOTP, serial, at, false);
    }

    @Test
    void whatWasIssuedBeforeTheCutDoesNotAndWhatComesAfterDoes() {
        assertThat(stands(tyler.id(), NOW, null)).isTrue();
        account.change(in -> in.sessions().cutOff(tyler.id(), NOW.plusMillis(5)));
        assertThat(stands(tyler.id(), NOW.plusMillis(4), null)).isFalse();
        assertThat(stands(tyler.id(), NOW.plusNanos(4_999_999), null)).isFalse();
        assertThat(stands(tyler.id(), NOW.plusMillis(5), null)).isTrue();
        assertThat(stands(account.root(), NOW, null)).isTrue();
    }

    @Test
    void aCutWithinAMillisecondTakesAllOfIt() {
        account.change(in -> in.sessions().cutOff(tyler.id(), NOW.plusNanos(5_400_000)));
        assertThat(stands(tyler.id(), NOW.plusNanos(5_399_999), null)).isFalse();
        assertThat(stands(tyler.id(), NOW.plusMillis(6), null)).isTrue();
    }

    @Test
    void rolesAndRootAreCutOffAlike() {
        UniqueId role = account.addRole("ops").id();
        for (UniqueId owner : List.of(role, account.root())) {
            assertThat(stands(owner, NOW, null)).isTrue();
            account.change(in -> in.sessions().cutOff(owner, NOW.plusMillis(1)));
            assertThat(stands(owner, NOW, null)).isFalse();
        }
        assertThat(stands(tyler.id(), NOW, null)).isTrue();
    }

    @Test
    void withoutTheChoiceDevicesDoNotMatter() {
        MfaEvidence gone = shown(MfaSerial.virtual(account.id(), tyler.path(), "gone"), NOW);
        assertThat(stands(tyler.id(), NOW, gone)).isTrue();
        // Another setting of the account makes the row.
        account.change(in -> in.settings().setGlobalEndpointTokenVersion(2));
        assertThat(stands(tyler.id(), NOW, gone)).isTrue();
        account.change(in -> in.settings().setSessionsEndWithDevice(true));
        int kept = account.read(in -> in.settings().globalEndpointTokenVersion());
        assertThat(kept).isEqualTo(2);
        assertThat(stands(tyler.id(), NOW, gone)).isFalse();
        assertThat(stands(tyler.id(), NOW, null)).isTrue();
        account.change(in -> in.settings().setSessionsEndWithDevice(false));
        assertThat(stands(tyler.id(), NOW, gone)).isTrue();
    }

    @Test
    void aDeviceCountsForItsOwnerSinceItWasEnrolled() {
        account.change(in -> in.settings().setSessionsEndWithDevice(true));
        CodeDevice phone = account.addApp("phone", tyler.id());
        MfaEvidence evidence = shown(phone.serial(), NOW);
        assertThat(stands(tyler.id(), NOW, evidence)).isTrue();
        assertThat(stands(account.root(), NOW, evidence)).isFalse();
        account.change(in -> in.mfaDevices().unassign(phone));
        assertThat(stands(tyler.id(), NOW, evidence)).isFalse();
        Instant later = NOW.plus(Duration.ofSeconds(30));
        account.change(in -> in.mfaDevices().assign(phone, tyler.id(), later));
        assertThat(stands(tyler.id(), NOW, evidence)).isFalse();
        assertThat(stands(tyler.id(), later, shown(phone.serial(), later))).isTrue();
    }

    @Test
    void aSecurityKeyThatIsForgottenTakesItsSessionsAlong() {
        account.change(in -> in.settings().setSessionsEndWithDevice(true));
        KeyDevice key = account.securityKey("blue", tyler.id(), "01");
        account.change(in -> in.mfaDevices().add(key));
        MfaEvidence evidence = new MfaEvidence(MfaEvidence.Method.FIDO, key.serial(), NOW.plusSeconds(1), true);
        assertThat(stands(tyler.id(), NOW.plusSeconds(1), evidence)).isTrue();
        account.change(in -> in.mfaDevices().remove(key));
        assertThat(stands(tyler.id(), NOW.plusSeconds(1), evidence)).isFalse();
    }

    @Test
    void aCutStandsBesideTheDevice() {
        account.change(in -> in.settings().setSessionsEndWithDevice(true));
        CodeDevice phone = account.addApp("phone", tyler.id());
        account.change(in -> in.sessions().cutOff(tyler.id(), NOW.plusSeconds(1)));
        assertThat(stands(tyler.id(), NOW, shown(phone.serial(), NOW))).isFalse();
    }
}
