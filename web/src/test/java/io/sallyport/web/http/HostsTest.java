// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsTest {
    @Test
    void theAddressListenedOnIsOurNameInIpv6Too() {
        Hosts hosts = new Hosts("2001:DB8::7", Optional.empty(), Optional.empty());
        assertThat(List.of("[2001:db8::7]", "[2001:db8::7]:8080", "[::1]:8080", "localhost"))
                .allMatch(hosts::allows);
        assertThat(List.of("2001:db8::7", "[2001:db8::8]", "evil.example", "")).noneMatch(hosts::allows);
    }
}
