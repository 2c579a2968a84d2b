// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.simulators.fido.chip.Products;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class U2fDevicesTest {
    @RegisterExtension
    final SimulatedDevices devices = new SimulatedDevices().withProfile(Products.YUBIKEY_4);

    @Test
    void aKeyThatKnowsNothingElseSignsIn(TestKey key) {
        Site site = new Site();
        KeyCredential known = site.register(key);
        assertThat(site.signIn(key, known).signatureCount()).isGreaterThan(known.signatureCount());
    }
}
