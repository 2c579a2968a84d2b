// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.metadata.ModelStatus;
import io.sallyport.simulators.junit.SeededRandom;
import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.SimulatedDevices;
import io.sallyport.simulators.junit.TestKey;
import io.sallyport.simulators.junit.TestMaker;
import io.sallyport.web.cli.signin.Person;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkGlobalTime;

/** Whom a test's server believes: the maker of the test's keys. */
@ExtendWith(SallyportServers.class)
class AttestedKeysTest {
    private static final KeyProfile MODEL = Products.YUBIKEY_5_7;

    @RegisterExtension
    final SimulatedDevices devices = new SimulatedDevices().withProfile(MODEL);

    @AfterEach
    void forgetWhatTheSdkHasLearnt() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    private static JsonNode enrolled(Person.Reply reply) {
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        return reply.json().findValue("attested");
    }

    @Test
    void theTestsKeysAreAttestedAndTheirModelsUnknown(TestServer server, TestKey key) throws Exception {
        Administrator administrator = new Administrator(server);
        assertThat(enrolled(administrator.enrol(key))).isEqualTo(BooleanNode.TRUE);
        assertThat(administrator.onlyDevice().hasCertifications()).isFalse();
    }

    @Test
    void aCopyIsOfTheSameMaker(TestServer server, TestKey key) throws Exception {
        assertThat(enrolled(new Administrator(server).enrol(key.copy()))).isEqualTo(BooleanNode.TRUE);
    }

    @Test
    void anotherMakersKeyIsNotAttested(TestServer server, SettableClock clock) throws Exception {
        Environment world = new Environment(clock, new SeededRandom(1), Presence.eager(), Storage.inMemory());
        SecurityKey stranger = SecurityKey.open(new SimulatedSecurityKey(world).plugIn(), clock);
        assertThat(enrolled(new Administrator(server).enrol("keyring", stranger::register)))
                .isEqualTo(BooleanNode.FALSE);
    }

    @Test
    void whatIsPublishedOfItsModelCounts(TestServer server, TestMaker maker, TestKey key) throws Exception {
        assertThat(maker).isSameAs(server.maker());
        server.publish(maker.metadata().with(MODEL, ModelStatus.FIDO_CERTIFIED_L2));
        Administrator administrator = new Administrator(server);
        assertThat(enrolled(administrator.enrol(key))).isEqualTo(BooleanNode.TRUE);
        assertThat(administrator.onlyDevice().certifications()).containsExactly(Map.entry("FIDO", "L2"));
    }

    @Test
    void aRevokedModelIsRefusedUntilTheReset(TestServer server, TestMaker maker, TestKey key, SettableClock clock)
            throws Exception {
        Administrator administrator = new Administrator(server);
        // Later than the first metadata would have been good for.
        clock.advance(Duration.ofDays(40));
        server.publish(maker.metadata().with(MODEL, ModelStatus.REVOKED));
        assertThat(administrator.enrol(key).status()).isEqualTo(403);
        clock.advance(Duration.ofDays(40));
        server.snapshot();
        assertThat(administrator.enrol(key).status()).isEqualTo(403);
        server.publish(maker.metadata());
        assertThat(enrolled(administrator.enrol(key))).isEqualTo(BooleanNode.TRUE);
        server.reset();
        assertThat(administrator.enrol(key).status()).isEqualTo(403);
    }
}
