// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/** A key's PIN: set, changed, counted, and turned into the tokens that other operations show (CTAP 2.1 §6.5). */
public final class Pin {
    /** CTAP 2.1 §6.5.1. */
    private static final int FEWEST_CODE_POINTS = 4;

    private static final int MOST_BYTES = 63;

    private final Conversation conversation;

    Pin(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Whether it has one. */
    public boolean isSet() {
        return isSet(conversation.requireCtap2().getCachedInfo());
    }

    static boolean isSet(Ctap2Session.InfoData info) {
        return Boolean.TRUE.equals(info.getOptions().get("clientPin"));
    }

    /** Whether it recognises its holder by itself, by a finger that it has learnt. */
    static boolean hasOwnVerification(Ctap2Session.InfoData info) {
        return Boolean.TRUE.equals(info.getOptions().get("uv"));
    }

    /** How many wrong PINs in a row it still takes. A key without a PIN need not say. */
    public int triesLeft() {
        requirePin();
        return conversation.ask(this::retries);
    }

    int retries() throws IOException, CommandException {
        return client().getPinRetries().getCount();
    }

    /**
     * Gives a PIN to a key that has none.
     *
     * @param pin is left to its owner to overwrite
     */
    public void set(char[] pin) {
        requireSound(pin);
        if (isSet()) {
            throw new DeviceException.Unsuitable("this security key has a PIN already: change it instead", null);
        }
        conversation.tell(() -> client().setPin(pin));
        conversation.changed();
    }

    /** @param oldPin and {@code newPin} are left to their owner to overwrite */
    public void change(char[] oldPin, char[] newPin) {
        requireSound(newPin);
        requirePin();
        conversation.tell(() -> telling(() -> {
            client().changePin(oldPin, newPin);
            return true;
        }));
        conversation.changed();
    }

    private static void requireSound(char[] pin) {
        CharBuffer characters = CharBuffer.wrap(pin);
        int bytes = StandardCharsets.UTF_8.encode(characters.duplicate()).remaining();
        if (Character.codePointCount(pin, 0, pin.length) < FEWEST_CODE_POINTS || bytes > MOST_BYTES) {
            throw new DeviceException.Unsuitable(
                    "a PIN has " + FEWEST_CODE_POINTS + " characters at least, and " + MOST_BYTES
                            + " bytes at most in UTF-8",
                    null);
        }
    }

    private void requirePin() {
        if (!isSet()) {
            throw new DeviceException.Unsuitable("this security key has no PIN: set one first", null);
        }
    }

    /** What is done with the PIN while it is there. */
    @FunctionalInterface
    interface Use<T> {
        T with(char[] pin) throws IOException, CommandException, ClientError, MultipleAssertionsAvailable;
    }

    /** Asks for the PIN and overwrites it afterwards. */
    <T> T with(Use<T> use) throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        requirePin();
        char[] pin = conversation
                .interaction()
                .pin(retries())
                .orElseThrow(() -> new DeviceException.Unsuitable("the security key wants its PIN", null));
        try {
            return use.with(pin);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    /** A token that says the holder was recognised, and how to use it. */
    static final class Token {
        private final PinUvAuthProtocol protocol;
        private final byte[] bytes;

        private Token(PinUvAuthProtocol protocol, byte[] bytes) {
            this.protocol = protocol;
            this.bytes = bytes;
        }

        PinUvAuthProtocol protocol() {
            return protocol;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** @param permission one or more of {@link ClientPin}'s */
    Token token(int permission) throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        Ctap2Session.InfoData info = conversation.requireCtap2().getCachedInfo();
        ClientPin client = client();
        if (hasOwnVerification(info) && ClientPin.isTokenSupported(info) && client.getUvRetries() > 0) {
            try {
                return new Token(client.getPinUvAuth(), client.getUvToken(permission, null, null));
            } catch (CtapException unrecognised) {
                if (!isSet(info) || !saysUsePin(unrecognised)) {
                    throw unrecognised;
                }
            }
        }
        return with(pin -> telling(() -> new Token(client.getPinUvAuth(), client.getPinToken(pin, permission, null))));
    }

    /** Whether the key did not know the finger, or wants to see none for now. */
    static boolean saysUsePin(CtapException refused) {
        int status = Refusals.status(refused);
        return status == Refusals.UV_BLOCKED || status == Refusals.UV_INVALID || status == Refusals.PUAT_REQUIRED;
    }

    @FunctionalInterface
    private interface Proof<T> {
        T run() throws IOException, CommandException;
    }

    /** With the tries that are left where the PIN is wrong. */
    private <T> T telling(Proof<T> proof) throws IOException, CommandException {
        try {
            return proof.run();
        } catch (CtapException refused) {
            if (Refusals.status(refused) == Refusals.PIN_INVALID) {
                throw Refusals.of(refused, OptionalInt.of(retries()), refused);
            }
            throw refused;
        }
    }

    private ClientPin client() {
        Ctap2Session session = conversation.requireCtap2();
        Ctap2Session.InfoData info = session.getCachedInfo();
        if (!ClientPin.isSupported(info)) {
            throw new DeviceException.Unsuitable("this security key knows no PIN", null);
        }
        return new ClientPin(session, protocol(info));
    }

    private static PinUvAuthProtocol protocol(Ctap2Session.InfoData info) {
        for (int version : info.getPinUvAuthProtocols()) {
            if (version == PinUvAuthProtocolV2.VERSION) {
                return new PinUvAuthProtocolV2();
            }
            if (version == PinUvAuthProtocolV1.VERSION) {
                return new PinUvAuthProtocolV1();
            }
        }
        // FIDO_2_0 had nothing but the first, and no member to say so.
        return new PinUvAuthProtocolV1();
    }
}
