// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.SimulatedDevices;
import io.sallyport.simulators.junit.TestKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkGlobalTime;

@ExtendWith(SimulatedDevices.class)
class ServersOfAClassTest {
    private static final Instant BEGIN = Instant.parse("2027-01-01T00:00:00Z");

    @RegisterExtension
    static final SallyportServers SERVERS = new SallyportServers().perClass();

    private static @Nullable URI origin;

    @BeforeAll
    static void zoeIsThere(TestServer server) {
        server.clock().set(BEGIN);
        new Administrator(server).create("zoe");
        origin = server.origin();
    }

    @AfterAll
    static void itIsStillTheSame(TestServer server) {
        assertThat(server.origin()).isEqualTo(origin);
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    /** Twice: what one leaves the other would find. */
    @RepeatedTest(2)
    void eachTestBeginsWithWhatWasThereBeforeAll(TestServer server, TestServer other, SettableClock clock)
            throws Exception {
        assertThat(server.origin()).isEqualTo(origin);
        assertThat(clock).isSameAs(server.clock());
        assertThat(clock.instant()).isEqualTo(BEGIN);
        Administrator administrator = new Administrator(server);
        assertThat(administrator.users()).containsExactly(Administrator.NAME, "zoe");
        assertThat(new Administrator(other).users()).containsExactly(Administrator.NAME);
        administrator.create("marla");
        new Administrator(other).create("tyler");
        clock.advance(Duration.ofHours(1));
        server.snapshot();
        administrator.create("robert");
        server.reset();
        assertThat(administrator.users()).containsExactly(Administrator.NAME, "marla", "zoe");
    }

    @Nested
    class Deeper {
        @Test
        void itIsTheSameServer(TestServer server, TestKey key) throws Exception {
            assertThat(server.origin()).isEqualTo(origin);
            assertThat(new Administrator(server).users()).containsExactly(Administrator.NAME, "zoe");
            assertThat(new Administrator(server).enrol(key).json().toString()).contains("\"attested\":true");
        }
    }
}
