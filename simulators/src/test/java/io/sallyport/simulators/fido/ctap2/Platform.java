// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.pin.UserVerification;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;

/** The platform's side of PINs, with yubikit's arithmetic and requests that a test may spoil before they are sent. */
final class Platform {
    static final int CLIENT_PIN = 0x06;
    static final int RESET = 0x07;
    static final int SELECTION = 0x0b;
    static final int CONFIG = 0x0d;

    final ManualClock clock = new ManualClock();
    final Storage storage;
    Presence.Answer answer = Presence.Answer.TOUCHED;
    Presence person = waiting -> answer;

    private final Chip chip;
    private Ctap2Host host;

    Platform(KeyProfile profile) {
        this(profile, Storage.inMemory());
    }

    Platform(KeyProfile profile, Storage storage) {
        this.storage = storage;
        Environment environment =
                new Environment(clock, new SeededRandom(11), waiting -> person.check(waiting), storage);
        this.chip = new Chip(environment, profile, Faults.none());
        this.host = plugIn();
    }

    void powerCycle() {
        host = plugIn();
    }

    private Ctap2Host plugIn() {
        return new Ctap2Host(chip, () -> clock.advance(Duration.ofMillis(100)));
    }

    /** At manufacture. */
    void enroll() {
        new UserVerification(chip).fingerprints().enroll(Bytes.of((byte) 1), "right index");
    }

    Agreement agree(int protocol) {
        return Agreement.with(host, protocol);
    }

    CtapStatus setPin(int protocol, String pin) {
        return status(CLIENT_PIN, agree(protocol).setPin(pin));
    }

    CtapStatus changePin(int protocol, String old, String pin) {
        return status(CLIENT_PIN, agree(protocol).changePin(old, pin));
    }

    CtapStatus tryPin(int protocol, String pin) {
        return status(CLIENT_PIN, agree(protocol).pinToken(pin));
    }

    byte[] pinToken(int protocol, String pin) {
        Agreement agreement = agree(protocol);
        return agreement.decrypt(
                succeed(CLIENT_PIN, agreement.pinToken(pin)).get(2).GetByteString());
    }

    byte[] pinToken(int protocol, String pin, int permissions, String rpId) {
        Agreement agreement = agree(protocol);
        CBORObject request = agreement.pinToken(pin, permissions).Add(10, rpId);
        return agreement.decrypt(succeed(CLIENT_PIN, request).get(2).GetByteString());
    }

    int retries() {
        return succeed(CLIENT_PIN, CBORObject.NewMap().Add(2, 1)).get(3).AsInt32();
    }

    boolean needsPowerCycle() {
        return succeed(CLIENT_PIN, CBORObject.NewMap().Add(2, 1)).get(4).AsBoolean();
    }

    /** A request of authenticatorBioEnrollment with its pinUvAuthParam. */
    static CBORObject enrollment(byte[] token, int subCommand, CBORObject parameters) {
        byte[] message = concatenate(
                new byte[] {1, (byte) subCommand}, CtapCbor.encode(parameters).toArray());
        return CBORObject.NewMap()
                .Add(1, 1)
                .Add(2, subCommand)
                .Add(3, parameters)
                .Add(4, 2)
                .Add(5, new PinUvAuthProtocolV2().authenticate(token, message));
    }

    CtapStatus config(int protocol, byte[] token, int subCommand, CBORObject parameters) {
        byte[] prefix = new byte[34];
        Arrays.fill(prefix, 0, 32, (byte) 0xff);
        prefix[32] = CONFIG;
        prefix[33] = (byte) subCommand;
        byte[] cbor = parameters.size() == 0
                ? new byte[0]
                : CtapCbor.encode(parameters).toArray();
        PinUvAuthProtocol arithmetic = Agreement.arithmetic(protocol);
        CBORObject request = CBORObject.NewMap().Add(1, subCommand);
        if (cbor.length > 0) {
            request.Add(2, parameters);
        }
        return status(
                CONFIG, request.Add(3, protocol).Add(4, arithmetic.authenticate(token, concatenate(prefix, cbor))));
    }

    CtapStatus status(int command, CBORObject parameters) {
        return host.status(command, parameters);
    }

    CBORObject succeed(int command, CBORObject parameters) {
        return host.succeed(command, parameters);
    }

    /** Of authenticatorMakeCredential, for {@code example.org} and ES256. */
    static CBORObject newCredential(CBORObject options, CBORObject extensions) {
        CBORObject es256 = CBORObject.NewMap().Add("alg", -7).Add("type", "public-key");
        return CBORObject.NewMap()
                .Add(1, new byte[32])
                .Add(2, CBORObject.NewMap().Add("id", "example.org"))
                .Add(3, CBORObject.NewMap().Add("id", new byte[] {1}).Add("name", "tyler"))
                .Add(4, CBORObject.NewArray().Add(es256))
                .Add(6, extensions)
                .Add(7, options);
    }

    static CBORObject discover() {
        return CBORObject.NewMap().Add(1, "example.org").Add(2, new byte[32]);
    }

    static byte[] concatenate(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
