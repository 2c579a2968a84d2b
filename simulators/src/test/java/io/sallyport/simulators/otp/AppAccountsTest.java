// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.simulators.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A phone with many accounts, switched off and on again. */
class AppAccountsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:07Z");
    private static final String ACME = "otpauth://totp/Acme:zoe?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme";
    private static final String BANK =
            "otpauth://totp/Bank:zoe?secret=GEZDGNBVGY3TQOJR&issuer=Bank&algorithm=SHA256" + "&digits=8&period=60";
    private static final String DOOR = "otpauth://hotp/Door?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=0";
    private static final OtpParameters HOTP = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30));
    private static final String SECRET = "3132333435363738393031323334353637383930";

    private final Storage phone = Storage.inMemory();
    private final AuthenticatorApp app = new AuthenticatorApp(InstantSource.fixed(NOW), phone);

    private AuthenticatorApp restarted() {
        return new AuthenticatorApp(InstantSource.fixed(NOW), phone);
    }

    @Test
    void accountsAndCountersSurviveTheApp() {
        app.add(ACME);
        AuthenticatorApp.Account door = app.add(DOOR);
        String first = door.code();

        AuthenticatorApp again = restarted();

        assertThat(again.labels()).containsExactly("Acme:zoe", "Door");
        assertThat(again.account("Acme:zoe").code())
                .isEqualTo(app.account("Acme:zoe").code());
        assertThat(List.of(
                        first,
                        again.account("Door").code(),
                        again.account("Door").code()))
                .isEqualTo(Oathtool.codes(SECRET, HOTP, 0, 3));
    }

    @Test
    void sameNamesAtDifferentIssuersAreTwoAccounts() {
        app.add(ACME);
        app.add(BANK);

        assertThat(app.labels()).containsExactly("Acme:zoe", "Bank:zoe");
        assertThat(app.account("Bank:zoe").parameters())
                .isEqualTo(new OtpParameters(Algorithm.TOTP, Hash.SHA256, 8, Duration.ofSeconds(60)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> app.account("zoe"))
                .withMessageContaining("several accounts 'zoe'");
        app.account("Acme:zoe").remove();
        assertThat(app.account("zoe").label()).isEqualTo("Bank:zoe");
    }

    @Test
    void showsAllTimeBasedCodesAtAGlanceAndNoneOfAnEventBasedAccount() {
        app.add(ACME);
        AuthenticatorApp.Account door = app.add(DOOR);
        app.add(BANK);

        assertThat(app.codes())
                .containsOnlyKeys("Acme:zoe", "Bank:zoe")
                .containsEntry(
                        "Acme:zoe",
                        Oathtool.codes(SECRET, OtpParameters.STANDARD, NOW.getEpochSecond(), 1)
                                .get(0));
        assertThat(door.code()).isEqualTo(Oathtool.codes(SECRET, HOTP, 0, 1).get(0));
    }

    @Test
    void renamesAndRemoves() {
        AuthenticatorApp.Account zoe = app.add(ACME);
        app.add(BANK);
        String code = zoe.code();

        zoe.rename("Work");
        assertThatIllegalArgumentException().isThrownBy(() -> zoe.rename("Bank:zoe"));
        assertThatIllegalArgumentException().isThrownBy(() -> zoe.rename("two\nlines"));
        assertThatIllegalArgumentException().isThrownBy(() -> zoe.rename(" "));
        assertThat(app.labels()).containsExactly("Work", "Bank:zoe");
        assertThat(restarted().account("Work").code()).isEqualTo(code);

        zoe.remove();
        assertThat(restarted().labels()).containsExactly("Bank:zoe");
        assertThatIllegalStateException().isThrownBy(zoe::code);
        AuthenticatorApp.Account door = app.add(DOOR);
        door.remove();
        assertThat(app.add(ACME).label()).isEqualTo("Acme:zoe");
        assertThat(restarted().labels()).containsExactly("Bank:zoe", "Acme:zoe");
        assertThatIllegalStateException().isThrownBy(door::code);
    }

    /** The export that several readers of Google's format show as their example. */
    @Test
    void takesWhatGoogleAuthenticatorTransfers() {
        AuthenticatorApp.Account alice = app.addAll("otpauth-migration://offline?data="
                        + "CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC")
                .get(0);

        assertThat(alice.label()).isEqualTo("Example:alice@google.com");
        assertThat(alice.code())
                .isEqualTo(Oathtool.codes("48656c6c6f21deadbeef", OtpParameters.STANDARD, NOW.getEpochSecond(), 1)
                        .get(0));
    }

    @Test
    void takesEveryKindOfAccountThatIsTransferred() {
        // By hand, after the format: secret, name, issuer, hash SHA256, 8 digits, HOTP, counter 300.
        String sixteen = "31323334353637383930313233343536";
        String totp = "0a10" + sixteen + "1203" + "7a6f65" + "1a04" + "41636d65" + "2002" + "2802" + "3002";
        String hotp = "0a10" + sixteen + "1204" + "646f6f72" + "2001" + "2801" + "3001" + "38ac02";
        String payload = "0a" + length(totp) + totp + "0a" + length(hotp) + hotp + "1001" + "1801" + "2000";

        List<AuthenticatorApp.Account> added = app.addAll("otpauth-migration://offline?data="
                + Base64.getEncoder()
                        .encodeToString(HexFormat.of().parseHex(payload))
                        .replace("=", "%3D"));

        assertThat(added).extracting(AuthenticatorApp.Account::label).containsExactly("Acme:zoe", "door");
        assertThat(added.get(0).parameters())
                .isEqualTo(new OtpParameters(Algorithm.TOTP, Hash.SHA256, 8, Duration.ofSeconds(30)));
        assertThat(added.get(1).code())
                .isEqualTo(Oathtool.codes(sixteen, HOTP, 300, 1).get(0));
    }

    private static String length(String hex) {
        return HexFormat.of().toHexDigits((byte) (hex.length() / 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otpauth://totp/zoe?secret=GEZDGNBVGY3TQOJQ",
                "otpauth-migration://offline?data=",
                "otpauth-migration://offline?data=!",
                "otpauth-migration://offline?data=Cg",
                "otpauth-migration://offline?data=CjEKCkhlbGxv",
                "otpauth-migration://offline?data=EAE%3D",
                "otpauth-migration://offline?data=/////////////w",
                "otpauth-migration://offline?data=CgQgBCgB"
            })
    void refusesWhatIsNoTransfer(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> app.addAll(uri));
        assertThat(app.labels()).isEmpty();
    }
}
