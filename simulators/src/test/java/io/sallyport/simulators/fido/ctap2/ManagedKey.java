// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** A key with credentials on it, and somebody who knows its PIN. */
final class ManagedKey {
    static final CBOREncodeOptions CANONICAL = new CBOREncodeOptions("ctap2canonical=true");
    static final String PIN = "246810";

    private static final int ID_LENGTH = 53;
    private static final int COMMAND = 0x0a;

    private final ManualClock clock = new ManualClock();
    private final Chip chip;
    private final int protocol;
    private Ctap2Host host;
    private boolean pinSet;
    private PinClient.@Nullable Token token;

    private ManagedKey(KeyProfile profile, int protocol) {
        Environment environment = new Environment(clock, new SeededRandom(68), Presence.eager(), Storage.inMemory());
        this.chip = new Chip(environment, profile, Faults.none());
        this.protocol = protocol;
        this.host = new Ctap2Host(chip);
    }

    static ManagedKey plugIn() {
        return plugIn(Products.YUBIKEY_5_7, 2);
    }

    static ManagedKey plugIn(KeyProfile profile, int protocol) {
        return new ManagedKey(profile, protocol);
    }

    KeyProfile profile() {
        return chip.profile();
    }

    Ctap2Host host() {
        return host;
    }

    PinClient pin() {
        return new PinClient(host, protocol);
    }

    void advance(Duration duration) {
        clock.advance(duration);
    }

    void powerCycle() {
        host = new Ctap2Host(chip);
    }

    void setPin() {
        if (!pinSet) {
            pin().setPin(PIN);
            pinSet = true;
        }
    }

    /** Gets a token for managing all credentials; there is one at a time, and registering takes it. */
    void unlock() {
        setPin();
        unlock(pin().token(PIN, EnumSet.of(Permission.CREDENTIAL_MANAGEMENT)));
    }

    void unlock(PinClient.Token with) {
        token = with;
    }

    CBORObject manage(int subcommand) {
        return host.succeed(COMMAND, signed(subcommand, null));
    }

    CBORObject manage(int subcommand, CBORObject details) {
        return host.succeed(COMMAND, signed(subcommand, details));
    }

    CtapStatus manageStatus(int subcommand) {
        return host.status(COMMAND, signed(subcommand, null));
    }

    CtapStatus manageStatus(int subcommand, CBORObject details) {
        return host.status(COMMAND, signed(subcommand, details));
    }

    /** A request with what proves the token; those that go on with an enumeration need none. */
    CBORObject signed(int subcommand, @Nullable CBORObject details) {
        CBORObject request = CBORObject.NewMap().Add(1, subcommand);
        byte[] encoded = {};
        if (details != null) {
            request.Add(2, details);
            encoded = details.EncodeToBytes(CANONICAL);
        }
        if (token == null || subcommand == 3 || subcommand == 5) {
            return request;
        }
        byte[] message = ByteBuffer.allocate(1 + encoded.length)
                .put((byte) subcommand)
                .put(encoded)
                .array();
        return request.Add(3, protocol).Add(4, token.authenticate(message));
    }

    /** @return its id */
    byte[] register(String rpId, int user) {
        return credentialId(host.succeed(1, request(rpId, user).Add(7, resident(true)))
                .get(2)
                .GetByteString());
    }

    byte[] registerNonResident(String rpId, int user) {
        return credentialId(host.succeed(1, request(rpId, user).Add(7, resident(false)))
                .get(2)
                .GetByteString());
    }

    /** @return the whole response */
    CBORObject registerWithExtensions(String rpId, int user, int credProtect) {
        CBORObject extensions =
                CBORObject.NewMap().Add("credProtect", credProtect).Add("largeBlobKey", true);
        return host.succeed(1, request(rpId, user).Add(6, extensions).Add(7, resident(true)));
    }

    CtapStatus signInStatus(String rpId, byte[] id) {
        CBORObject descriptor = CBORObject.NewMap().Add("id", id).Add("type", "public-key");
        return host.status(
                2,
                CBORObject.NewMap()
                        .Add(1, rpId)
                        .Add(2, new byte[32])
                        .Add(3, CBORObject.NewArray().Add(descriptor)));
    }

    private static CBORObject resident(boolean resident) {
        return CBORObject.NewMap().Add("rk", resident);
    }

    private CBORObject request(String rpId, int user) {
        byte[] clientDataHash = new byte[32];
        CBORObject request = CBORObject.NewMap()
                .Add(1, clientDataHash)
                .Add(2, CBORObject.NewMap().Add("id", rpId).Add("name", "Relying party " + rpId))
                .Add(
                        3,
                        CBORObject.NewMap()
                                .Add("id", new byte[] {(byte) user})
                                .Add("name", "user" + user)
                                .Add("displayName", "User " + user))
                .Add(
                        4,
                        CBORObject.NewArray()
                                .Add(CBORObject.NewMap().Add("alg", -7).Add("type", "public-key")));
        if (pinSet) {
            PinClient.Token once = pin().token(PIN, Set.of(Permission.MAKE_CREDENTIAL), rpId);
            request.Add(8, once.authenticate(clientDataHash)).Add(9, protocol);
        }
        return request;
    }

    static byte[] credentialId(byte[] authenticatorData) {
        int length = ByteBuffer.wrap(authenticatorData).getShort(ID_LENGTH);
        return Arrays.copyOfRange(authenticatorData, ID_LENGTH + 2, ID_LENGTH + 2 + length);
    }

    /** subCommandParams that name a relying party. */
    static CBORObject of(String rpId) {
        return CBORObject.NewMap().Add(1, sha256(rpId));
    }

    /** subCommandParams that name a credential. */
    static CBORObject naming(byte[] id) {
        return CBORObject.NewMap().Add(2, CBORObject.NewMap().Add("id", id).Add("type", "public-key"));
    }

    static byte[] sha256(String rpId) {
        return DigestUtils.sha256(rpId);
    }
}
