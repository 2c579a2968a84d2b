// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids against the algorithm that the public uses to read AWS's: base32, 48 bits, mask, shift. */
final class IdsTest {
    private final Ids ids = new Ids(new SecureRandom());

    /** As published, on another base32 decoder than ours. */
    private static String published(String id) {
        byte[] decoded = new Base32().decode(id.substring(4, 20));
        long head =
                new BigInteger(1, decoded).shiftRight((decoded.length - 6) * 8).longValueExact();
        return String.format(Locale.ROOT, "%012d", (head & 0x7fffffffff80L) >> 7);
    }

    @Test
    void aUniqueIdOfAwsHoldsItsAccount() {
        assertThat(published("AIDAQYEI5HUZJZ7TTD2TA")).isEqualTo("051826736434");
        assertThat(IdLayout.account("QYEI5HUZJZ7TTD2TA")).isEqualTo(new AccountId("051826736434"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000", "000000000001", "051826736434", "999999999999"})
    void ourIdsReadAsAws(String account) {
        AccountId id = new AccountId(account);
        for (int i = 0; i < 200; i++) {
            AccessKeyId key = ids.accessKey(id);
            assertThat(key.value()).matches("AKIA[A-Z2-7]{16}");
            assertThat(key.encodedAccount()).contains(id);
            assertThat(published(key.value())).isEqualTo(account);
            assertThat(ids.sessionKey(id).value()).matches("ASIA[A-Z2-7]{16}");
            UniqueId user = ids.unique(UniqueId.Prefix.AIDA, id);
            assertThat(user.value()).matches("AIDA[A-Z2-7]{17}");
            assertThat(published(user.value())).isEqualTo(account);
            assertThat(user.isRoot()).isFalse();
        }
    }

    @Test
    void idsDoNotRepeat() {
        Set<AccessKeyId> seen = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            seen.add(ids.accessKey(new AccountId("051826736434")));
        }
        assertThat(seen).hasSize(5000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE", "AKIA7777777777777777", "AKIAqyei5huzjz7ttd2t"})
    void otherKeysHoldNoAccount(String key) {
        assertThat(new AccessKeyId(key).encodedAccount()).isEmpty();
    }

    @Test
    void rootsIdIsItsAccounts() {
        assertThat(UniqueId.ofRoot(new AccountId("051826736434")).isRoot()).isTrue();
    }
}
