// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtpAuthUriTest {
    private static final OtpSeed SEED = RfcVectorsTest.digits(20);
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static OtpParameters totp(Hash hash, int digits, long period) {
        return new OtpParameters(Algorithm.TOTP, hash, digits, Duration.ofSeconds(period));
    }

    private static OtpParameters hotp(int digits) {
        return new OtpParameters(Algorithm.HOTP, Hash.SHA1, digits, Duration.ofSeconds(30));
    }

    @Nested
    class Building {
        @Test
        void hasTheFormOfAws() {
            assertThat(OtpAuthUri.totp("Amazon Web Services", "zoe@051826736434", SEED)
                            .reveal())
                    .isEqualTo("otpauth://totp/Amazon%20Web%20Services:zoe@051826736434?secret=" + SECRET
                            + "&issuer=Amazon%20Web%20Services");
        }

        @Test
        void spellsOutWhatIsNotTheDefault() {
            assertThat(OtpAuthUri.totp("Acme", "zoe", SEED, totp(Hash.SHA256, 8, 60))
                            .reveal())
                    .isEqualTo("otpauth://totp/Acme:zoe?secret=" + SECRET
                            + "&issuer=Acme&algorithm=SHA256&digits=8&period=60");
        }

        @Test
        void alwaysGivesHotpItsCounter() {
            assertThat(OtpAuthUri.hotp("Acme", "zoe", SEED, hotp(6), 0).reveal())
                    .isEqualTo("otpauth://hotp/Acme:zoe?secret=" + SECRET + "&issuer=Acme&counter=0");
            assertThat(OtpAuthUri.hotp("Acme", "zoe", SEED, hotp(7), 41).reveal())
                    .isEqualTo("otpauth://hotp/Acme:zoe?secret=" + SECRET
                            + "&issuer=Acme&algorithm=SHA1&digits=7&counter=41");
        }

        @Test
        void leavesOutAnIssuerThereIsNot() {
            OtpAuthUri uri = new OtpAuthUri(Optional.empty(), "zoe", SEED, OtpParameters.STANDARD, 0);
            assertThat(uri.reveal()).isEqualTo("otpauth://totp/zoe?secret=" + SECRET);
            assertThat(uri.label()).isEqualTo("zoe");
        }

        @Test
        void escapesWithPercentAndNeverWithPlus() {
            String uri = OtpAuthUri.totp("R&D + Söhne", "a b/c?d#e%f=g,h", SEED).reveal();
            assertThat(uri)
                    .isEqualTo("otpauth://totp/R%26D%20%2B%20S%C3%B6hne:a%20b%2Fc%3Fd%23e%25f%3Dg%2Ch?secret=" + SECRET
                            + "&issuer=R%26D%20%2B%20S%C3%B6hne");
            assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(uri)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", " zoe", "zoe ", "a:b", "a\nb", "a\u0000b", "\ud800"})
        void refusesNamesThatNoLabelHolds(String name) {
            assertThatIllegalArgumentException().isThrownBy(() -> OtpAuthUri.totp("Acme", name, SEED));
            assertThatIllegalArgumentException().isThrownBy(() -> OtpAuthUri.totp(name, "zoe", SEED));
        }

        @Test
        void refusesParametersOfTheOtherType() {
            assertThatIllegalArgumentException().isThrownBy(() -> OtpAuthUri.totp("Acme", "zoe", SEED, hotp(6)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OtpAuthUri.hotp("Acme", "zoe", SEED, OtpParameters.STANDARD, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> OtpAuthUri.hotp("Acme", "zoe", SEED, hotp(6), -1));
        }

        @Test
        void showsNoSecretByItself() {
            OtpAuthUri uri = OtpAuthUri.totp("Acme", "zoe", SEED);
            assertThat(uri.toString()).contains("Acme", "zoe").doesNotContain(SECRET, "1234567890", "313233");
        }
    }

    @Nested
    class Parsing {
        @Test
        void readsBackWhatItWrote() {
            Random random = new Random(6238);
            for (int i = 0; i < 500; i++) {
                byte[] secret = new byte[1 + random.nextInt(80)];
                random.nextBytes(secret);
                boolean event = random.nextInt(4) == 0;
                OtpParameters parameters = event
                        ? hotp(6 + random.nextInt(3))
                        : totp(
                                List.of(Hash.values()).get(random.nextInt(3)),
                                6 + random.nextInt(3),
                                15 + random.nextInt(100));
                OtpAuthUri uri = new OtpAuthUri(
                        random.nextBoolean() ? Optional.of(name(random)) : Optional.empty(),
                        name(random),
                        OtpSeed.of(secret),
                        parameters,
                        event ? random.nextInt(1000) : 0);
                assertThat(OtpAuthUri.parse(uri.reveal())).isEqualTo(uri);
            }
        }

        private String name(Random random) {
            int[] characters = random.ints(1 + random.nextInt(12), 0x20, 0x3000)
                    .filter(c -> c != ':' && !Character.isISOControl(c))
                    .toArray();
            return "x" + new String(characters, 0, characters.length) + "+ &=%@/?#x";
        }

        @Test
        void readsTheExampleOfTheFormat() {
            OtpAuthUri uri = OtpAuthUri.parse("otpauth://totp/ACME%20Co:john.doe@email.com?"
                    + "secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30");
            assertThat(uri.issuer()).hasValue("ACME Co");
            assertThat(uri.account()).isEqualTo("john.doe@email.com");
            assertThat(uri.parameters()).isEqualTo(OtpParameters.STANDARD);
            assertThat(uri.label()).isEqualTo("ACME Co:john.doe@email.com");
        }

        @ParameterizedTest
        @CsvSource({
            "otpauth://totp/Acme:zoe?secret=*",
            "otpauth://totp/Acme%3Azoe?secret=*",
            "otpauth://totp/Acme%3A%20zoe?secret=*",
            "otpauth://totp/Acme:%20zoe?secret=*&issuer=Acme",
            "otpauth://totp/zoe?secret=*&issuer=Acme",
            "OTPAUTH://TOTP/zoe?issuer=Acme&secret=*",
            "otpauth://totp/Acme:zoe?secret=*&image=https://example.com/a+b.png&"
        })
        void readsEveryWayToNameIssuerAndAccount(String text) {
            assertThat(OtpAuthUri.parse(text.replace("=*", "=" + SECRET)))
                    .isEqualTo(OtpAuthUri.totp("Acme", "zoe", SEED));
        }

        @ParameterizedTest
        @ValueSource(strings = {"GEZDGNBV", "gezdgnbv", "MFRGG", "MFRGG===", "MFRGG%3D%3D%3D", "ME", "ME======"})
        void readsEitherCaseWithPaddingOrWithout(String secret) {
            OtpSeed seed =
                    OtpAuthUri.parse("otpauth://totp/zoe?secret=" + secret).seed();
            assertThat(new String(seed.reveal(), StandardCharsets.US_ASCII)).isIn("12345", "abc", "a");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "0",
                    "1EZDGNBV",
                    "GEZDGNB",
                    "GEZDGN",
                    "MF",
                    "MG",
                    "GEZDGNBV========",
                    "MFRGG=",
                    "MFRGG==",
                    "=",
                    "MF%20RGG",
                    "GEZ-DGNB",
                    "%C3%9Fa",
                    "M=RGG==="
                })
        void refusesSecretsThatAreNotBase32(String secret) {
            refuses("otpauth://totp/zoe?secret=" + secret);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "otpauth",
                    "otpauth:",
                    "otpauth:totp/zoe?secret=*",
                    "otpauth://totp",
                    "otpauth://totp/",
                    "otpauth://totp?secret=*",
                    "otpauth://totp/?secret=*",
                    "otpauth://totp/zoe",
                    "otpauth://totp/zoe?",
                    "otpauth://totp/zoe?issuer=Acme",
                    "otpauth://totp/zoe?secret",
                    "otpauth://totp/zoe?secret=*&secret=*",
                    "otpauth://totp/zoe?Secret=*",
                    "otpauth://totp/zoe?secret=*#part",
                    "otpauth://totp/:zoe?secret=*",
                    "otpauth://totp/Acme:?secret=*",
                    "otpauth://totp/Acme:a:b?secret=*",
                    "otpauth://totp/Acme:zoe?secret=*&issuer=Other",
                    "otpauth://totp/Acme:zoe?secret=*&issuer=",
                    "otpauth://totp/My%20Co:zoe?secret=*&issuer=My+Co",
                    "otpauth://totp/zoe?secret=*&algorithm=MD5",
                    "otpauth://totp/zoe?secret=*&digits=5",
                    "otpauth://totp/zoe?secret=*&digits=9",
                    "otpauth://totp/zoe?secret=*&digits=06",
                    "otpauth://totp/zoe?secret=*&digits=six",
                    "otpauth://totp/zoe?secret=*&digits=",
                    "otpauth://totp/zoe?secret=*&period=0",
                    "otpauth://totp/zoe?secret=*&period=-30",
                    "otpauth://totp/zoe?secret=*&period=99999999999",
                    "otpauth://totp/zoe?secret=*&period=\u0663\u0660",
                    "otpauth://totp/zoe?secret=*&counter=1",
                    "otpauth://hotp/zoe?secret=*",
                    "otpauth://hotp/zoe?secret=*&counter=-1",
                    "otpauth://hotp/zoe?secret=*&counter=1&period=30",
                    "otpauth://hotp/zoe?secret=*&counter=1&algorithm=SHA256",
                    "otpauth://steam/zoe?secret=*",
                    "otpauth://zoe@totp/zoe?secret=*",
                    "otpauth://totp:80/zoe?secret=*",
                    "https://totp/zoe?secret=*",
                    "otpauth://totp/a b?secret=*",
                    "otpauth://totp/a%ZZ?secret=*",
                    "otpauth://totp/a%FF?secret=*",
                    "otpauth://totp/a%0Ab?secret=*",
                    "otpauth-migration://offline?data=*"
                })
        void refusesWhatIsNotAKeyUri(String text) {
            refuses(text.replace("=*", "=" + SECRET));
        }

        private void refuses(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OtpAuthUri.parse(text))
                    .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain(SECRET))
                    .withNoCause();
        }
    }
}
