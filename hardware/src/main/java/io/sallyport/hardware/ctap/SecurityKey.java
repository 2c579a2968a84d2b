// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.ctap.Ctap1Session;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialCreationOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRequestOptions;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import io.sallyport.hardware.DeviceException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A security key that is plugged in here: does what a browser does between a page and the key (WebAuthn L3 §5.1.3,
 * §5.1.4), and what a key's holder does with the key itself. What needs a touch waits for it. For one thread at a time,
 * but for {@link #cancel}.
 */
public final class SecurityKey implements Closeable {
    private static final byte WINK = (byte) 0x88;

    /** CTAP 2.1 §11.2.9.1.3. */
    private static final int WINKS = 0x01;

    private final Conversation conversation;
    private final Pin pin;
    private final Ceremonies ceremonies;

    private SecurityKey(Conversation conversation) {
        this.conversation = conversation;
        this.pin = new Pin(conversation);
        this.ceremonies = conversation.ctap2().isPresent()
                ? new Ctap2Ceremonies(conversation, pin)
                : new U2fCeremonies(conversation);
    }

    /** As {@link #open(HidTransport, InstantSource, Interaction)}, where nobody knows a PIN. */
    public static SecurityKey open(HidTransport transport, InstantSource clock) {
        return open(transport, clock, Interaction.none());
    }

    /**
     * Opens a channel on the key and asks what it can do.
     *
     * @param transport closed together with the session
     * @param clock must advance, or no time-out ends
     * @param interaction with whoever holds the key
     * @throws DeviceException if the key is silent or garbles
     */
    public static SecurityKey open(HidTransport transport, InstantSource clock, Interaction interaction) {
        return new SecurityKey(Conversation.begin(transport, clock, interaction));
    }

    /**
     * Makes a credential.
     *
     * @param publicKey {@code PublicKeyCredentialCreationOptionsJSON}
     * @param origin of the page, such as {@code https://example.org}
     * @return the {@code RegistrationResponseJSON} to post
     * @throws DeviceException if the key refuses, is silent, or the rp id does not belong to the origin
     * @throws IllegalArgumentException if the options are no such JSON
     */
    public String register(String publicKey, String origin) {
        Map<String, Object> options = WebAuthnJson.read(publicKey);
        PublicKeyCredentialCreationOptions read = WebAuthnJson.read(
                options, map -> PublicKeyCredentialCreationOptions.fromMap(map, SerializationType.JSON));
        ClientData data = ClientData.create(read.getChallenge(), origin);
        return perform(read.getTimeout(), () -> ceremonies.create(options, data));
    }

    /**
     * Signs in with a credential that the key holds.
     *
     * @param publicKey {@code PublicKeyCredentialRequestOptionsJSON}
     * @param origin of the page
     * @return the {@code AuthenticationResponseJSON} to post
     * @throws DeviceException as for {@link #register}; {@link DeviceException.Unsuitable} if no credential is named, the
     *     key holds several, and nobody chooses
     * @throws IllegalArgumentException if the options are no such JSON
     */
    public String authenticate(String publicKey, String origin) {
        Map<String, Object> options = WebAuthnJson.read(publicKey);
        PublicKeyCredentialRequestOptions read = WebAuthnJson.read(
                options, map -> PublicKeyCredentialRequestOptions.fromMap(map, SerializationType.JSON));
        ClientData data = ClientData.get(read.getChallenge(), origin);
        return perform(read.getTimeout(), () -> ceremonies.get(options, data));
    }

    private String perform(@Nullable Long timeoutMillis, Conversation.Exchange<PublicKeyCredential> ceremony) {
        Duration limit = timeoutMillis == null ? null : Duration.ofMillis(timeoutMillis);
        return WebAuthnJson.write(conversation.ask(limit, ceremony));
    }

    public KeyInfo info() {
        String firmware = conversation.hid().getVersion().toString();
        return conversation.ask(() -> {
            Optional<Ctap2Session> ctap2 = conversation.ctap2();
            if (ctap2.isEmpty()) {
                return KeyInfo.ofU2f(firmware, new Ctap1Session(conversation.connection()).getU2fVersion());
            }
            Ctap2Session.InfoData info = ctap2.get().getInfo();
            return KeyInfo.of(info, firmware, triesLeft(info));
        });
    }

    private OptionalInt triesLeft(Ctap2Session.InfoData info)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        return Pin.isSet(info) ? OptionalInt.of(pin.retries()) : OptionalInt.empty();
    }

    /** The serial number that a YubiKey tells by its maker's own command; empty for other keys. */
    public Optional<String> vendorSerial() {
        return conversation.ask(() -> VendorSerial.read(conversation.hid()));
    }

    public Pin pin() {
        return pin;
    }

    public CredentialStore credentials() {
        return new CredentialStore(conversation, pin);
    }

    public KeySettings settings() {
        return new KeySettings(conversation, pin);
    }

    /** Lets it blink, so that its holder sees which one it is. */
    public void wink() {
        if (!conversation.hid().supports(WINKS)) {
            throw new DeviceException.Unsuitable("this security key cannot wink", null);
        }
        conversation.tell(() -> conversation.hid().sendAndReceive(WINK, new byte[0], null));
    }

    /** Deletes everything: credentials, PIN, settings. A key does that only within 10 seconds of being plugged in. */
    public void reset() {
        Ctap2Session session = conversation.requireCtap2();
        conversation.tell(() -> session.reset(null));
        conversation.changed();
    }

    /**
     * Ends the operation under way, from any thread: the key is told within 50 ms, and the operation fails with status
     * {@code CTAP2_ERR_KEEPALIVE_CANCEL}. Does nothing to the one after.
     */
    public void cancel() {
        conversation.watch().cancel();
    }

    @Override
    public void close() throws IOException {
        conversation.end();
    }
}
