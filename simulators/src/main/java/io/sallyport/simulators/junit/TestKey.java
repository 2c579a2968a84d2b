// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.SimulatedSecurityKeyBuilder;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.fido.fault.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A simulated security key, plugged into a computer with a browser's part of WebAuthn: JSON of {@code navigator.credentials}
 * in, JSON out, so that any relying party can be the other side. For one thread at a time.
 */
public final class TestKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Environment world;
    private final UnaryOperator<SimulatedSecurityKeyBuilder> making;
    private final SimulatedSecurityKey device;
    private final List<TestKey> copies = new ArrayList<>();
    private SecurityKey client;
    private @Nullable String pin;

    TestKey(Environment world, UnaryOperator<SimulatedSecurityKeyBuilder> making) {
        this.world = world;
        this.making = making;
        this.device = making.apply(SimulatedSecurityKey.builder(world)).build();
        this.client = SecurityKey.open(device.plugIn(), world.clock(), new Holder());
    }

    /**
     * Makes a credential, as {@code navigator.credentials.create} does.
     *
     * @param creationOptions {@code PublicKeyCredentialCreationOptionsJSON}, bare or as the member {@code publicKey}
     * @param origin of the page that asks, such as {@code https://example.org}
     * @return {@code RegistrationResponseJSON}
     * @throws io.sallyport.hardware.DeviceException if the key or its person says no, or the rp id is not the origin's
     * @throws IllegalArgumentException if the options are none
     */
    public String register(String creationOptions, String origin) {
        return client.register(bare(creationOptions), origin);
    }

    /**
     * Signs in, as {@code navigator.credentials.get} does.
     *
     * @param requestOptions {@code PublicKeyCredentialRequestOptionsJSON}, bare or as the member {@code publicKey}
     * @return {@code AuthenticationResponseJSON}
     * @throws io.sallyport.hardware.DeviceException as {@link #register}
     * @throws IllegalArgumentException if the options are none
     */
    public String authenticate(String requestOptions, String origin) {
        return client.authenticate(bare(requestOptions), origin);
    }

    private static String bare(String options) {
        try {
            JsonNode wrapped = JSON.readTree(options).get("publicKey");
            return wrapped == null ? options : wrapped.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("these are not WebAuthn options", e);
        }
    }

    /** Sets its first PIN, which its holder types from now on wherever it is asked for. */
    public void setPin(String digits) {
        client.pin().set(digits.toCharArray());
        pin = digits;
    }

    /** From now on this goes wrong, until {@link #recover}. */
    public void inject(Fault fault) {
        device.inject(fault);
    }

    /** This goes wrong at such times. */
    public void inject(Fault fault, When when) {
        device.faults().inject(fault, when);
    }

    /** Nothing goes wrong any more. */
    public void recover() {
        device.faults().clear();
    }

    /** What a thief makes who can read the chip: a key with all that this one knows now, counters too. */
    public TestKey copy() {
        Storage memory = Storage.inMemory();
        for (String name : world.storage().names()) {
            world.storage().read(name).ifPresent(record -> memory.write(name, record));
        }
        TestKey copy = new TestKey(
                new Environment(world.clock(), world.random(), world.presence(), memory),
                builder -> making.apply(builder).profile(device.profile()).serial(device.serial()));
        copy.pin = pin;
        copies.add(copy);
        return copy;
    }

    /** Pulls it out, wherever it is, and plugs it in here: a power cycle. */
    public void plugInAgain() {
        pullOut();
        client = SecurityKey.open(device.plugIn(), world.clock(), new Holder());
    }

    /** The key itself: to attach it elsewhere, to ask what it is. */
    public SimulatedSecurityKey device() {
        return device;
    }

    /** This computer's side of it, for whatever else a client does. */
    public SecurityKey client() {
        return client;
    }

    /** Pulls out this key and all its copies. */
    void close() {
        copies.forEach(TestKey::close);
        pullOut();
    }

    private void pullOut() {
        try {
            client.close();
            device.unplug();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated key cannot be pulled out", e);
        }
    }

    /** Knows the PIN, and takes the first of several accounts. */
    private final class Holder implements Interaction {
        @Override
        public Optional<char[]> pin(int triesLeft) {
            return Optional.ofNullable(pin).map(String::toCharArray);
        }

        @Override
        public OptionalInt choose(List<String> accounts) {
            return OptionalInt.of(0);
        }
    }
}
