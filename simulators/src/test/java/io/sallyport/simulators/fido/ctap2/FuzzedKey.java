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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A key with one credential that has to survive whatever is asked of it; it is touched at the third look. */
final class FuzzedKey {
    static final String RP = "example.org";
    private static final byte[] CLIENT_DATA_HASH = new byte[32];
    private static final Set<Integer> STATUSES =
            Stream.of(CtapStatus.values()).map(CtapStatus::code).collect(Collectors.toUnmodifiableSet());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final Storage storage = Storage.inMemory();
    private final Authenticator authenticator;
    private final Bytes credentialId;

    FuzzedKey() {
        Environment environment = new Environment(
                clock,
                new SeededRandom(5),
                waiting -> waiting.toSeconds() < 2 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED,
                storage);
        authenticator = new Authenticator(new Chip(environment, Products.EVERYTHING, Faults.none()));
        credentialId = register();
        // Nothing but a reset may make it forget, and that is refused when it has been plugged in for so long.
        clock.advance(Duration.ofMinutes(1));
    }

    Bytes credentialId() {
        return credentialId;
    }

    /** @return the response, which is one that the protocol allows */
    Bytes ask(Bytes request) {
        Optional<Bytes> response = authenticator.submit(request);
        for (int look = 0; response.isEmpty(); look++) {
            assertThat(look).as("looks for a touch that was made").isLessThan(5);
            clock.advance(LOOK);
            response = authenticator.poll();
        }
        byte[] bytes = response.get().toArray();
        assertThat(STATUSES).contains(Byte.toUnsignedInt(bytes[0]));
        if (bytes.length > 1) {
            assertThat(bytes[0]).as("the status of a response that has more").isZero();
            CtapCbor.decode(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
        return response.get();
    }

    void requireIntact() {
        CBORObject info = map(ask(Bytes.of((byte) 0x04)));
        assertThat(info.get(CBORObject.FromObject(0x01)).getValues()).isNotEmpty();
        CBORObject alwaysUv = info.get(CBORObject.FromObject(0x04)).get("alwaysUv");
        if (alwaysUv != null && alwaysUv.AsBoolean()) {
            // Everybody may ask for it while no PIN is set, and then be refused for want of one; so may it be undone.
            map(ask(request(0x0d, CBORObject.NewMap().Add(0x01, 0x02))));
        }
        CBORObject assertion = map(ask(request(
                0x02,
                CBORObject.NewMap()
                        .Add(0x01, RP)
                        .Add(0x02, CLIENT_DATA_HASH)
                        .Add(0x03, CBORObject.NewArray().Add(descriptor(credentialId))))));
        assertThat(assertion.get(CBORObject.FromObject(0x03)).GetByteString()).hasSizeGreaterThan(60);
    }

    private Bytes register() {
        CBORObject made = map(ask(request(
                0x01,
                CBORObject.NewMap()
                        .Add(0x01, CLIENT_DATA_HASH)
                        .Add(0x02, CBORObject.NewMap().Add("id", RP).Add("name", "Example"))
                        .Add(0x03, CBORObject.NewMap().Add("id", new byte[] {1}).Add("name", "somebody"))
                        .Add(
                                0x04,
                                CBORObject.NewArray()
                                        .Add(CBORObject.NewMap().Add("alg", -7).Add("type", "public-key"))))));
        byte[] data = made.get(CBORObject.FromObject(0x02)).GetByteString();
        int length = Byte.toUnsignedInt(data[53]) << 8 | Byte.toUnsignedInt(data[54]);
        return Bytes.of(Arrays.copyOfRange(data, 55, 55 + length));
    }

    static CBORObject descriptor(Bytes id) {
        return CBORObject.NewMap().Add("id", id.toArray()).Add("type", "public-key");
    }

    static Bytes request(int command, CBORObject parameters) {
        byte[] cbor = CtapCbor.encode(parameters).toArray();
        byte[] request = new byte[1 + cbor.length];
        request[0] = (byte) command;
        System.arraycopy(cbor, 0, request, 1, cbor.length);
        return Bytes.of(request);
    }

    private static CBORObject map(Bytes response) {
        byte[] bytes = response.toArray();
        assertThat(bytes[0]).as("status").isZero();
        return bytes.length == 1 ? CBORObject.NewMap() : CtapCbor.decode(Arrays.copyOfRange(bytes, 1, bytes.length));
    }
}
