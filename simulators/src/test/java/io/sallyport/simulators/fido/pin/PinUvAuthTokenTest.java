// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.fido.credential.HmacSha256;
import io.sallyport.simulators.junit.SeededRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CTAP 2.1 §6.5.2.1 pinUvAuthToken state")
class PinUvAuthTokenTest {
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final Optional<String> HERE = Optional.of("example.org");
    private static final Optional<String> THERE = Optional.of("example.net");
    private static final Optional<String> ANYWHERE = Optional.empty();

    private final ManualClock clock = new ManualClock();
    private final PinUvAuthToken token = new PinUvAuthToken(clock, new SeededRandom(5));

    private byte[] issue(Set<Permission> permissions, Optional<String> rpId, boolean userPresent) {
        return token.issue(new Token.Grant(PinProtocol.TWO, permissions, rpId, userPresent));
    }

    private byte[] issueForAll(Optional<String> rpId) {
        return issue(EnumSet.allOf(Permission.class), rpId, false);
    }

    private boolean verifies(byte[] value) {
        return token.verify(PinProtocol.TWO, MESSAGE, HmacSha256.of(value, MESSAGE));
    }

    @Test
    void isWorthNothingBeforeItIsIssued() {
        byte[] value = issueForAll(ANYWHERE);
        assertThat(verifies(value)).isTrue();
        token.reset();
        assertThat(verifies(value)).isFalse();
    }

    @Test
    void isAnotherEachTime() {
        byte[] first = issueForAll(ANYWHERE);
        byte[] second = issueForAll(ANYWHERE);
        assertThat(verifies(first)).isFalse();
        assertThat(verifies(second)).isTrue();
    }

    @Test
    void isOfTheProtocolThatBroughtIt() {
        byte[] value = issueForAll(ANYWHERE);
        byte[] half = Arrays.copyOf(HmacSha256.of(value, MESSAGE), 16);
        assertThat(token.verify(PinProtocol.ONE, MESSAGE, half)).isFalse();
        assertThat(token.verify(PinProtocol.TWO, MESSAGE, half)).isFalse();
    }

    @Test
    void diesWhenItIsNotUsedIn30Seconds() {
        byte[] value = issueForAll(ANYWHERE);
        clock.advance(PinUvAuthToken.FIRST_USE.minusMillis(1));
        assertThat(verifies(value)).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(verifies(value)).isTrue();

        byte[] unused = issueForAll(ANYWHERE);
        clock.advance(PinUvAuthToken.FIRST_USE);
        assertThat(verifies(unused)).isFalse();
    }

    /** A wrong signature is no use of it. */
    @Test
    void isNotKeptAliveByWhoDoesNotKnowIt() {
        byte[] value = issueForAll(ANYWHERE);
        assertThat(verifies(new byte[32])).isFalse();
        clock.advance(PinUvAuthToken.FIRST_USE);
        assertThat(verifies(value)).isFalse();
    }

    @Test
    void diesAfter10MinutesHoweverOftenItIsUsed() {
        byte[] value = issueForAll(ANYWHERE);
        for (int seconds = 0; seconds < 580; seconds += 20) {
            assertThat(verifies(value)).isTrue();
            clock.advance(Duration.ofSeconds(20));
        }
        clock.advance(Duration.ofSeconds(20));
        assertThat(verifies(value)).isFalse();
        assertThat(token.allows(Permission.CREDENTIAL_MANAGEMENT, ANYWHERE)).isFalse();
    }

    @Test
    void isForWhatWasAskedAndNothingElse() {
        issue(EnumSet.of(Permission.GET_ASSERTION), HERE, false);
        assertThat(token.allows(Permission.GET_ASSERTION, HERE)).isTrue();
        assertThat(token.allows(Permission.GET_ASSERTION, THERE)).isFalse();
        for (Permission other : EnumSet.complementOf(EnumSet.of(Permission.GET_ASSERTION))) {
            assertThat(token.allows(other, HERE)).as("%s", other).isFalse();
        }
    }

    @Test
    void becomesBoundByItsFirstUse() {
        issueForAll(ANYWHERE);
        assertThat(token.allows(Permission.CREDENTIAL_MANAGEMENT, ANYWHERE)).isTrue();
        assertThat(token.allows(Permission.MAKE_CREDENTIAL, HERE)).isTrue();
        assertThat(token.allows(Permission.MAKE_CREDENTIAL, THERE)).isFalse();
        assertThat(token.allows(Permission.GET_ASSERTION, THERE)).isFalse();
        assertThat(token.allows(Permission.CREDENTIAL_MANAGEMENT, THERE)).isFalse();
        assertThat(token.allows(Permission.CREDENTIAL_MANAGEMENT, ANYWHERE)).isFalse();
        assertThat(token.allows(Permission.CREDENTIAL_MANAGEMENT, HERE)).isTrue();
    }

    /** CredentialManagement of one relying party does not bind it (§6.8). */
    @Test
    void isNotBoundByManagement() {
        issueForAll(ANYWHERE);
        assertThat(token.allows(Permission.CREDENTIAL_MANAGEMENT, THERE)).isTrue();
        assertThat(token.allows(Permission.MAKE_CREDENTIAL, HERE)).isTrue();
    }

    @Test
    void bindsNeitherConfigurationNorLargeBlobs() {
        issueForAll(HERE);
        assertThat(token.allows(Permission.LARGE_BLOB_WRITE, ANYWHERE)).isTrue();
        assertThat(token.allows(Permission.AUTHENTICATOR_CONFIGURATION, ANYWHERE))
                .isTrue();
    }

    @Test
    void writesLargeBlobsOnlyOnceItMadeACredential() {
        byte[] value = issueForAll(HERE);
        assertThat(verifies(value)).isTrue();
        token.use();
        assertThat(verifies(value)).isTrue();
        assertThat(token.allows(Permission.LARGE_BLOB_WRITE, ANYWHERE)).isTrue();
        for (Permission other : EnumSet.complementOf(EnumSet.of(Permission.LARGE_BLOB_WRITE))) {
            assertThat(token.allows(other, HERE)).as("%s", other).isFalse();
        }
    }

    @Test
    void knowsTheFingerFor30SecondsAndOneUse() {
        issue(EnumSet.allOf(Permission.class), HERE, true);
        assertThat(token.isUserPresent()).isTrue();
        token.use();
        assertThat(token.isUserPresent()).isFalse();

        byte[] value = issue(EnumSet.allOf(Permission.class), HERE, true);
        assertThat(verifies(value)).isTrue();
        clock.advance(PinUvAuthToken.FIRST_USE);
        assertThat(token.isUserPresent()).isFalse();
        assertThat(verifies(value)).isTrue();

        issue(EnumSet.allOf(Permission.class), HERE, false);
        assertThat(token.isUserPresent()).isFalse();
    }
}
