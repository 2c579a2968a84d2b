// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private final Proxies proxies = new Proxies(
            Stream.of("10.0.0.0/8", "::1", "fd00::/8").map(AddressRange::parse).toList());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0:0:0:0:0:0:0:1]  | 203.0.113.5                           | 203.0.113.5",
                "[fd00::2]          | 2001:db8::7                           | 2001:db8::7",
                "10.0.0.1           | 203.0.113.5:4711                      | 203.0.113.5",
                "10.0.0.1           | [2001:db8::7]:4711                    | 2001:db8::7",
                "10.0.0.1           | [2001:db8::7]                         | 2001:db8::7",
                "10.0.0.1           | 192.0.2.1, 203.0.113.5, 10.0.0.2:80   | 203.0.113.5",
                "10.0.0.1           | unknown                               | 10.0.0.1",
                "10.0.0.1           | cafe.de, 10.0.0.2                     | 10.0.0.2",
                "10.0.0.1           | 10.0.0.3, 10.0.0.2                    | 10.0.0.3",
            })
    void theLastHopThatIsNoProxyOfOursIsTheClient(String peer, String forwardedFor, String client) {
        assertThat(proxies.client(peer, forwardedFor)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:db8:0:0:0:0:0:7], 2001:db8:0:0:0:0:0:7",
        "[fe80:0:0:0:0:0:0:1%eth0], fe80:0:0:0:0:0:0:1",
        "203.0.113.5, 203.0.113.5"
    })
    void whoeverConnectsWithoutAProxyIsTheClient(String peer, String client) {
        assertThat(proxies.client(peer, "192.0.2.1")).isEqualTo(client);
        assertThat(proxies.client(peer, null)).isEqualTo(client);
        assertThat(proxies.secure(peer, false, "https")).isFalse();
    }

    @Test
    void aProxyIsBelievedOverIpv6Too() {
        assertThat(List.of("[0:0:0:0:0:0:0:1]", "[fd00::2%eth0]", "10.1.2.3"))
                .allMatch(peer -> proxies.secure(peer, false, "https"));
    }
}
