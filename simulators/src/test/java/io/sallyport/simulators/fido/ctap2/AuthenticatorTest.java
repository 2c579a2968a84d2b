// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.junit.SeededRandom;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The CTAP2 engine without framing. */
class AuthenticatorTest {
    private final ManualClock clock = new ManualClock();
    private final Storage storage = Storage.inMemory();
    private final Environment environment = new Environment(clock, new SeededRandom(4), Presence.eager(), storage);
    private final Authenticator authenticator =
            new Authenticator(new Chip(environment, Products.YUBIKEY_5_4, Faults.none()));

    private static CBORObject register(String rpId, int user, boolean resident) {
        return CBORObject.NewMap()
                .Add(1, new byte[32])
                .Add(2, CBORObject.NewMap().Add("id", rpId))
                .Add(3, CBORObject.NewMap().Add("id", new byte[] {(byte) user}))
                .Add(
                        4,
                        CBORObject.NewArray()
                                .Add(CBORObject.NewMap().Add("alg", -7).Add("type", "public-key")))
                .Add(7, CBORObject.NewMap().Add("rk", resident));
    }

    private static CBORObject discover(String rpId) {
        return CBORObject.NewMap().Add(1, rpId).Add(2, new byte[32]);
    }

    private static CBORObject signIn(String rpId, byte[] id) {
        CBORObject descriptor = CBORObject.NewMap().Add("id", id).Add("type", "public-key");
        return discover(rpId).Add(3, CBORObject.NewArray().Add(descriptor));
    }

    private byte[] ask(int command, CBORObject parameters) {
        byte[] cbor = CtapCbor.encode(parameters).toArray();
        byte[] request = new byte[1 + cbor.length];
        request[0] = (byte) command;
        System.arraycopy(cbor, 0, request, 1, cbor.length);
        return authenticator
                .submit(Bytes.of(request))
                .or(authenticator::poll)
                .orElseThrow()
                .toArray();
    }

    private CtapStatus status(int command, CBORObject parameters) {
        int status = ask(command, parameters)[0];
        return Arrays.stream(CtapStatus.values())
                .filter(s -> s.code() == status)
                .findFirst()
                .orElseThrow();
    }

    private CBORObject succeed(int command, CBORObject parameters) {
        byte[] response = ask(command, parameters);
        assertThat(response[0]).isZero();
        return CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length));
    }

    private byte[] newCredential(String rpId, int user, boolean resident) {
        byte[] data = succeed(1, register(rpId, user, resident)).get(2).GetByteString();
        return Arrays.copyOfRange(data, 55, 55 + data[54]);
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 17: discoverable credentials")
    class Discoverable {
        @Test
        void takesThePlaceOfTheOlderOneOfTheSameAccount() {
            byte[] old = newCredential("example.org", 1, true);
            byte[] young = newCredential("example.org", 1, true);
            assertThat(succeed(2, discover("example.org")).get(1).get("id").GetByteString())
                    .isEqualTo(young);
            assertThat(status(2, signIn("example.org", old))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }

        @Test
        void isNotDiscoveredWhenNotAskedToBe() {
            byte[] id = newCredential("example.org", 1, false);
            assertThat(status(2, discover("example.org"))).isEqualTo(CtapStatus.NO_CREDENTIALS);
            CBORObject assertion = succeed(2, signIn("example.org", id));
            assertThat(assertion.ContainsKey(CBORObject.FromObject(4))).isFalse();
        }

        @Test
        void findsNoPlaceInAFullStore() {
            for (int user = 0; user < Products.YUBIKEY_5_4.limits().residentSlots(); user++) {
                newCredential("example.org", user, true);
            }
            assertThat(status(1, register("example.org", 77, true))).isEqualTo(CtapStatus.KEY_STORE_FULL);
            assertThat(status(1, register("example.org", 3, true))).isEqualTo(CtapStatus.OK);
            assertThat(status(1, register("example.org", 77, false))).isEqualTo(CtapStatus.OK);
        }
    }

    @Test
    void knowsItsCredentialsForTheirOwnRelyingPartyOnly() {
        for (boolean resident : new boolean[] {true, false}) {
            byte[] id = newCredential("example.org", 1, resident);
            assertThat(status(2, signIn("example.org", id))).isEqualTo(CtapStatus.OK);
            assertThat(status(2, signIn("example.net", id))).isEqualTo(CtapStatus.NO_CREDENTIALS);
            id[20] ^= 1;
            assertThat(status(2, signIn("example.org", id))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.3 authenticatorGetNextAssertion")
    class NextAssertion {
        private void discoverThree() {
            for (int user = 1; user <= 3; user++) {
                newCredential("example.org", user, true);
            }
            assertThat(succeed(2, discover("example.org")).get(5).AsInt32Value())
                    .isEqualTo(3);
        }

        @Test
        void tellsTheRestNewestFirst() {
            discoverThree();
            for (int user = 2; user >= 1; user--) {
                assertThat(succeed(8, CBORObject.NewMap()).get(4).get("id").GetByteString())
                        .containsExactly(user);
            }
            assertThat(status(8, CBORObject.NewMap())).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void isForgottenAfter30Seconds() {
            discoverThree();
            clock.advance(AssertionQueue.LIFETIME.minus(Duration.ofMillis(1)));
            assertThat(status(8, CBORObject.NewMap())).isEqualTo(CtapStatus.OK);
            clock.advance(AssertionQueue.LIFETIME);
            assertThat(status(8, CBORObject.NewMap())).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void isForgottenOnAnyOtherCommand() {
            discoverThree();
            assertThat(status(4, CBORObject.NewMap())).isEqualTo(CtapStatus.OK);
            assertThat(status(8, CBORObject.NewMap())).isEqualTo(CtapStatus.NOT_ALLOWED);
        }
    }

    @Test
    void countsOnAfterAPowerCycle() {
        byte[] id = newCredential("example.org", 1, false);
        Authenticator again = new Authenticator(new Chip(environment, Products.YUBIKEY_5_4, Faults.none()));
        byte[] cbor = CtapCbor.encode(signIn("example.org", id)).toArray();
        byte[] request = new byte[1 + cbor.length];
        request[0] = 2;
        System.arraycopy(cbor, 0, request, 1, cbor.length);
        assertThat(again.submit(Bytes.of(request))).isEmpty();
        byte[] response = again.poll().orElseThrow().toArray();
        byte[] data = CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length))
                .get(2)
                .GetByteString();
        assertThat(Arrays.copyOfRange(data, 33, 37)).containsExactly(0, 0, 0, 2);
    }
}
