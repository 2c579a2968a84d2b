// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.attestation.AttestationTrustSource;
import com.yubico.webauthn.attestation.AttestationTrustSource.TrustRootsResult;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.fault.Fault;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of the lab before a relying party that is java-webauthn-server's own and believes their maker. */
@Timeout(60)
@ExtendWith(SimulatedDevices.class)
class YubicosSiteTest {
    @SuppressWarnings("NullAway.Init") // before each
    private YubicosSite site;

    @BeforeEach
    void theSiteBelievesTheMaker(TestMaker maker, SettableClock clock) {
        AttestationTrustSource trust = (chain, aaguid) -> TrustRootsResult.builder()
                .trustRoots(Set.of(maker.root()))
                .enableRevocationChecking(false)
                .build();
        site = new YubicosSite(trust, clock);
    }

    @Test
    void aKeyRegistersWithItsAttestationTrustedAndSignsIn(TestKey key, SettableClock clock) throws Exception {
        RegistrationResult registered = site.register(key);
        assertThat(registered.isAttestationTrusted()).isTrue();
        assertThat(Bytes.of(registered.getAaguid().getBytes()))
                .isEqualTo(key.device().profile().aaguid());
        clock.advance(Duration.ofDays(365));
        assertThat(site.signIn(key).getSignatureCount()).isGreaterThan(registered.getSignatureCount());
        assertThat(site.signIn(key).isSignatureCounterValid()).isTrue();
    }

    @Test
    void theOlderOfTwoCopiesIsRefused(TestKey key) throws Exception {
        site.register(key);
        TestKey copy = key.copy();
        site.signIn(key);
        site.signIn(key);
        assertThatThrownBy(() -> site.signIn(copy)).isInstanceOf(AssertionFailedException.class);
        site.signIn(key);
    }

    @Test
    void onceTheMakersCertificatesAreOutOfDateAKeyIsNotBelieved(
            TestKey inTime, TestKey late, TestMaker maker, SettableClock clock) throws Exception {
        site.register(inTime);
        clock.set(maker.root().getNotAfter().toInstant().plusSeconds(1));
        assertThatThrownBy(() -> site.register(late)).isInstanceOf(RegistrationFailedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_RP_ID_HASH, Wrong RP ID hash",
        "UP_FLIPPED, User Presence is required",
        "WRONG_CHALLENGE, Invalid assertion signature",
        "BAD_SIGNATURE, Invalid assertion signature",
        "EMPTY_SIGNATURE, Failed to verify signature",
        "COUNTER_BACK, Signature counter must increase",
        "BS_FLIPPED, Flag combination is invalid",
    })
    void anAnswerIsRefusedAndTheNextOneTaken(Fault fault, String reason, TestKey key) throws Exception {
        site.register(key);
        site.signIn(key);
        key.inject(fault);
        assertThatThrownBy(() -> site.signIn(key)).hasMessageContaining(reason);
        key.recover();
        site.signIn(key);
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_RP_ID_HASH, Wrong RP ID hash",
        "UP_FLIPPED, User Presence is required",
        "BAD_SIGNATURE, Invalid attestation signature",
        "WRONG_AAGUID, does not match",
        "ATTESTATION_EXPIRED, attestation",
        "SELF_SIGNED_LEAF, attestation",
    })
    void aRegistrationIsRefusedAndTheNextOneTaken(Fault fault, String reason, TestKey key) throws Exception {
        key.inject(fault);
        assertThatThrownBy(() -> site.register(key)).hasMessageContaining(reason);
        key.recover();
        site.signIn(registered(key));
    }

    private TestKey registered(TestKey key) throws Exception {
        site.register(key);
        return key;
    }
}
