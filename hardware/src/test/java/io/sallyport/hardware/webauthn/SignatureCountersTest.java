// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("WebAuthn L3 §6.1.1 Signature counter considerations")
class SignatureCountersTest {
    @ParameterizedTest
    @CsvSource({
        "0,0,false", "0,1,false", "1,2,false", "1,4294967295,false",
        "1,1,true", "2,1,true", "1,0,true", "4294967295,0,true"
    })
    void takesACounterThatDidNotGrowForAClone(long stored, long reported, boolean clone) {
        assertThat(SignatureCounters.showClone(stored, reported)).isEqualTo(clone);
    }
}
