// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {
    private static final UniqueId ROOT = UniqueId.ofRoot(new AccountId("051826736434"));

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void isReadInSixGroupsOfCharactersThatDoNotLookAlike() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String shown = RecoveryCode.generate(RANDOM).reveal();
            assertThat(shown).matches("([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}");
            shown.chars().filter(c -> c != '-').forEach(seen::add);
        }
        assertThat(seen).hasSize(32);
    }

    /** NIST SP 800-63B §5.1.2.2: below 112 bits a fast hash would not do. */
    @Test
    void holdsMoreThanAHundredAndTwelveBits() {
        BigInteger codes = BigInteger.valueOf(32).pow(24);
        assertThat(codes.bitLength() - 1).isEqualTo(120).isGreaterThanOrEqualTo(112);
        Set<String> different = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            different.add(RecoveryCode.generate(RANDOM).reveal());
        }
        assertThat(different).hasSize(2000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0A1B-2C3D-4E5F-6G7H-8J9K-MNPQ",
                "0a1b2c3d4e5f6g7h8j9kmnpq",
                " 0a1b 2c3d\u00a04e5f\t6g7h 8j9k\nmnpq ",
                "OAIB-2C3D-4E5F-6G7H-8J9K-MNPQ",
                "oalb 2c3d 4e5f 6g7h 8j9k mnpq",
                "0A1B\u20132C3D\u20114E5F\u20146G7H\u200b8J9K\u2010MNPQ"
            })
    void isAcceptedInAnyCaseAndSpacing(String typed) {
        assertThat(RecoveryCode.typed(typed).hash(ROOT))
                .isEqualTo(RecoveryCode.typed("0A1B2C3D4E5F6G7H8J9KMNPQ").hash(ROOT));
        assertThat(RecoveryCode.typed(typed).reveal()).isEqualTo("0A1B-2C3D-4E5F-6G7H-8J9K-MNPQ");
    }

    @Test
    void whatIsShownIsWhatIsAccepted() {
        RecoveryCode code = RecoveryCode.generate(RANDOM);
        String shown = code.reveal();
        for (String typed : new String[] {shown, shown.toLowerCase(Locale.ROOT), shown.replace("-", " ")}) {
            assertThat(RecoveryCode.typed(typed).hash(ROOT)).isEqualTo(code.hash(ROOT));
        }
        assertThat(RecoveryCode.typed(shown.substring(1)).hash(ROOT)).isNotEqualTo(code.hash(ROOT));
    }

    @Test
    void isKeptAsAHashOfItsOwnersAlone() throws Exception {
        RecoveryCode code = RecoveryCode.typed("0A1B-2C3D-4E5F-6G7H-8J9K-MNPQ");
        byte[] hashed = String.join("\0", "recovery code", "051826736434", "0A1B2C3D4E5F6G7H8J9KMNPQ")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(code.hash(ROOT))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(hashed)));
        assertThat(code.hash(UniqueId.ofRoot(new AccountId("051826736435")))).isNotEqualTo(code.hash(ROOT));
    }

    @Test
    void doesNotPrintItself() {
        RecoveryCode code = RecoveryCode.generate(RANDOM);
        assertThat(code.toString()).isEqualTo("RecoveryCode[hidden]");
    }
}
