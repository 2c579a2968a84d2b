// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageRequestTest {
    @Test
    void aMarkerContinuesAfterTheLastItemShown() {
        Page<String> page = PageRequest.of(2, null).cut(List.of("a", "b", "c"), item -> item);
        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.isTruncated()).isTrue();
        PageRequest next = PageRequest.of(null, page.marker());
        assertThat(next.after()).isEqualTo("b");
        assertThat(next.maxItems()).isEqualTo(100);
        assertThat(next.limit()).isEqualTo(101);
        assertThat(next.cut(List.of("c"), item -> item)).isEqualTo(new Page<>(List.of("c"), null));
    }

    @Test
    void aListAtHandIsSlicedByItsKeys() {
        List<String> all = List.of("a", "b", "c");
        Page<String> first = PageRequest.of(2, null).slice(all, item -> item);
        assertThat(first.items()).containsExactly("a", "b");
        assertThat(PageRequest.of(2, first.marker()).slice(all, item -> item))
                .isEqualTo(new Page<>(List.of("c"), null));
        assertThat(PageRequest.of(3, null).slice(all, item -> item)).isEqualTo(new Page<>(all, null));
    }

    @Test
    void aMarkerStaysWithinAwsLimitForTheLongestKey() {
        String serial = "x".repeat(226);
        assertThat(Objects.requireNonNull(PageRequest.of(1, null)
                        .cut(List.of(serial, serial), item -> item)
                        .marker()))
                .hasSizeLessThanOrEqualTo(320);
    }

    @Test
    void itemsAreOneToAThousand() {
        assertThat(PageRequest.of(1, null).maxItems()).isEqualTo(1);
        assertThat(PageRequest.of(1000, null).maxItems()).isEqualTo(1000);
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> PageRequest.of(0, null))
                .withMessage("1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member"
                        + " must have value greater than or equal to 1");
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> PageRequest.of(1001, null))
                .withMessage("1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member"
                        + " must have value less than or equal to 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b", "!!!", "AAAAAAAAAAAA", "AAAAAHG-7kNi"})
    void aMarkerThatIsNotOursIsRefused(String marker) {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> PageRequest.of(2, marker))
                .withMessage("Invalid Marker.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a b", "é"})
    void aForgedMarkerHoldsNothingADatabaseChokesOn(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        byte[] forged = ByteBuffer.allocate(8 + bytes.length)
                .putLong(crc.getValue())
                .put(bytes)
                .array();
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> PageRequest.of(
                        2, Base64.getUrlEncoder().withoutPadding().encodeToString(forged)))
                .withMessage("Invalid Marker.");
    }
}
