// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0/0", "10.0.0.0/8", "255.255.255.255", "::/0", "::1", "2001:db8::/32", "::ffff:1.2.3.4"})
    void aRangeIsOfAddresses(String text) {
        assertThat(AddressRange.parse(text).prefixLength()).isBetween(0, 128);
    }

    /** The resolver's own exception would have the name with its reason; ours has the name alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cafe.de",
                "bad",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                "1.2.3.4.",
                "999.1.1.1",
                "",
                ".:",
                "1.2.3.256"
            })
    void aNameIsNotLookedUp(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(name))
                .withCause(new UnknownHostException(name));
    }
}
