// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.SimulatedDevices;
import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkGlobalTime;

@ExtendWith({SallyportServers.class, SimulatedDevices.class})
class SallyportServersTest {
    /** What the SDK has learnt of a server's clock it keeps for all its clients in a process. */
    @AfterEach
    void forgetWhatTheSdkHasLearnt() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @Test
    void anAccessKeyAndBothPasswordsAreKnown(TestServer server) throws Exception {
        Administrator administrator = new Administrator(server);
        assertThat(administrator.users()).containsExactly(Administrator.NAME);
        assertThat(administrator.inABrowser().session().status()).isEqualTo(200);
        Person root = Person.root(
                server.origin(),
                TestServer.ROOT_EMAIL.toString(),
                server.secrets().root().reveal());
        assertThat(root.enterPassword().text("status")).isEqualTo("SIGNED_IN");
    }

    @Test
    void amazonsSdkSignsByTheServersClockWhateverThatIs(TestServer server, SettableClock clock) {
        Administrator administrator = new Administrator(server);
        for (String time : new String[] {"2019-02-28T23:59:59Z", "2040-06-01T00:00:00Z"}) {
            clock.set(Instant.parse(time));
            assertThat(administrator.users()).as(time).containsExactly(Administrator.NAME);
        }
    }

    @Test
    void aResetGoesBackToTheSnapshot(TestServer server, SettableClock clock) throws IOException {
        Administrator administrator = new Administrator(server);
        administrator.create("zoe");
        server.snapshot();
        Instant taken = clock.instant();
        administrator.create("marla");
        clock.advance(Duration.ofDays(3));
        var origin = server.origin();
        server.reset();
        assertThat(administrator.users()).containsExactly(Administrator.NAME, "zoe");
        assertThat(clock.instant()).isEqualTo(taken);
        assertThat(server.origin()).isEqualTo(origin);
        administrator.create("marla");
    }

    @Test
    void aResetWithoutASnapshotGoesBackToTheBeginning(TestServer server) throws IOException {
        Administrator administrator = new Administrator(server);
        administrator.create("zoe");
        server.reset();
        assertThat(administrator.users()).containsExactly(Administrator.NAME);
    }

    @Test
    void aTestHasAsManyServersAsItNames(TestServer server, TestServer other) {
        new Administrator(server).create("zoe");
        assertThat(new Administrator(other).users()).containsExactly(Administrator.NAME);
        assertThat(new Administrator(server).users()).containsExactly(Administrator.NAME, "zoe");
        assertThat(other.origin()).isNotEqualTo(server.origin());
    }

    @Test
    void serversAndDevicesHaveOneClock(TestServer server, TestServer other, SettableClock clock) {
        assertThat(server.clock()).isSameAs(clock).isSameAs(other.clock());
    }

    @Test
    void aStoreIsCopiedGivenBackAndDeleted() throws IOException {
        Data data = Data.inNewDirectory();
        Files.writeString(data.store(), "before");
        Path copy = data.copy();
        Files.writeString(data.store(), "after");
        data.giveBack(copy);
        assertThat(data.store()).hasContent("before");
        data.delete();
        assertThat(data.directory()).doesNotExist();
    }
}
