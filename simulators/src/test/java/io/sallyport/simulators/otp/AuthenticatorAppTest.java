// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.OtpAuthUri;
import io.sallyport.hardware.otp.QrCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuthenticatorAppTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:07Z");

    private final Random random = new Random(7);
    private final AuthenticatorApp app = new AuthenticatorApp(InstantSource.fixed(NOW));

    private byte[] secret(int length) {
        byte[] secret = new byte[length];
        random.nextBytes(secret);
        return secret;
    }

    @Test
    void showsTheCodeThatOathtoolComputesForTheScannedAccount() {
        // AWS's seeds are longer than 20 bytes.
        byte[] secret = secret(40);
        OtpAuthUri uri = OtpAuthUri.totp("Amazon Web Services", "zoe@051826736434", OtpSeed.of(secret));

        AuthenticatorApp.Account account = app.scan(QrCode.png(uri.reveal()));

        String hex = HexFormat.of().formatHex(secret);
        assertThat(account.code())
                .isEqualTo(Oathtool.codes(hex, uri.parameters(), NOW.getEpochSecond(), 1)
                        .get(0));
        assertThat(app.codeAt(NOW.plusSeconds(300)))
                .isEqualTo(Oathtool.codes(hex, uri.parameters(), NOW.getEpochSecond() + 300, 1)
                        .get(0));
        assertThat(app.labels()).containsExactly("Amazon Web Services:zoe@051826736434");
    }

    @Test
    void followsEveryParameterOfTheScannedAccount() {
        for (Hash hash : Hash.values()) {
            byte[] secret = secret(64);
            OtpParameters parameters = new OtpParameters(Algorithm.TOTP, hash, 8, Duration.ofSeconds(60));
            OtpAuthUri uri = OtpAuthUri.totp("Acme", "zoe", OtpSeed.of(secret), parameters);

            assertThat(app.scan(QrCode.png(uri.reveal())).code())
                    .isEqualTo(Oathtool.codes(HexFormat.of().formatHex(secret), parameters, NOW.getEpochSecond(), 1)
                            .get(0));
        }
    }

    @Test
    void showsTheNextCodeOfAnEventBasedAccountEachTime() {
        byte[] secret = secret(20);
        OtpParameters parameters = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 7, Duration.ofSeconds(30));
        AuthenticatorApp.Account account = app.add(OtpAuthUri.hotp("Acme", "zoe", OtpSeed.of(secret), parameters, 5)
                .reveal());

        assertThat(new String[] {account.code(), account.code(), account.code()})
                .containsExactlyElementsOf(Oathtool.codes(HexFormat.of().formatHex(secret), parameters, 5, 3));
        assertThatIllegalStateException().isThrownBy(() -> account.codeAt(NOW));
    }

    @Test
    void listsItsAccountsAndNumbersEqualLabels() {
        AuthenticatorApp.Account first = app.add("otpauth://totp/Acme:zoe?secret=GEZDGNBVGY3TQOJQ");
        app.add("otpauth://totp/tyler?secret=GEZDGNBVGY3TQOJR");
        AuthenticatorApp.Account second = app.add("otpauth://totp/Acme:zoe?secret=GEZDGNBVGY3TQOJS");

        assertThat(app.labels()).containsExactly("Acme:zoe", "tyler", "Acme:zoe (2)");
        assertThat(app.account("Acme:zoe")).isEqualTo(first);
        assertThat(app.account("Acme:zoe (2)")).isEqualTo(second);
        assertThat(first.code()).isNotEqualTo(second.code());
    }

    @Test
    void asksWhichAccountWhenThereIsNotExactlyOne() {
        assertThatIllegalStateException().isThrownBy(app::code);
        app.add("otpauth://totp/zoe?secret=GEZDGNBVGY3TQOJQ");
        assertThat(app.code()).hasSize(6);
        app.add("otpauth://totp/tyler?secret=GEZDGNBVGY3TQOJR");
        assertThatIllegalStateException().isThrownBy(app::code).withMessageContaining("[zoe, tyler]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> app.account("bob"))
                .withMessageContaining("bob");
    }

    @Test
    void refusesPicturesAndUrisThatAreNoAccount() {
        assertThatIllegalArgumentException().isThrownBy(() -> app.scan(QrCode.png("https://example.com/")));
        assertThatIllegalArgumentException().isThrownBy(() -> app.scan(new byte[100]));
        assertThatIllegalArgumentException().isThrownBy(() -> app.add("otpauth://totp/zoe"));
        assertThat(app.labels()).isEmpty();
    }

    @Test
    void showsNoSecretByItself() {
        assertThat(app.add("otpauth://totp/zoe?secret=GEZDGNBVGY3TQOJQ").toString())
                .isEqualTo("zoe");
    }
}
