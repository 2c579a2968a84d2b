// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.application.CommandState;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.Ctap2Client;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.client.WebAuthnClient;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialCreationOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRequestOptions;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import io.sallyport.hardware.DeviceException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A FIDO2 security key that is plugged in here: does what a browser does between a page and the key (WebAuthn L3 §5.1.3,
 * §5.1.4). Each call waits for the key to be touched. Not thread-safe.
 */
public final class SecurityKey implements Closeable {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    private final WebAuthnClient client;
    private final InstantSource clock;

    private SecurityKey(WebAuthnClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Opens a channel on the key and asks what it can do.
     *
     * @param transport closed together with the session
     * @param clock must advance, or no time-out ends
     * @throws DeviceException if the key is silent or does not speak CTAP2
     */
    public static SecurityKey open(HidTransport transport, InstantSource clock) {
        TransportConnection connection = new TransportConnection(transport, clock, SILENCE);
        return ask(() -> new SecurityKey(new Ctap2Client(new Ctap2Session(connection)), clock));
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
        PublicKeyCredentialCreationOptions options = WebAuthnJson.read(
                publicKey, map -> PublicKeyCredentialCreationOptions.fromMap(map, SerializationType.JSON));
        ClientData data = ClientData.create(options.getChallenge(), origin);
        return WebAuthnJson.write(ask(() -> client.makeCredential(
                data.provider(), options, data.effectiveDomain(), null, null, within(options.getTimeout()))));
    }

    /**
     * Signs in with a credential that the key holds.
     *
     * @param publicKey {@code PublicKeyCredentialRequestOptionsJSON}
     * @param origin of the page
     * @return the {@code AuthenticationResponseJSON} to post
     * @throws DeviceException as for {@link #register}; {@link DeviceException.Unsuitable} if no credential is named and
     *     the key holds several
     * @throws IllegalArgumentException if the options are no such JSON
     */
    public String authenticate(String publicKey, String origin) {
        PublicKeyCredentialRequestOptions options = WebAuthnJson.read(
                publicKey, map -> PublicKeyCredentialRequestOptions.fromMap(map, SerializationType.JSON));
        ClientData data = ClientData.get(options.getChallenge(), origin);
        return WebAuthnJson.write(ask(() -> client.getAssertion(
                data.provider(), options, data.effectiveDomain(), null, within(options.getTimeout()))));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** Yubikit looks for cancellation at every packet, and a key that waits to be touched sends ten of them a second. */
    private CommandState within(@Nullable Long timeoutMillis) {
        var deadline = clock.instant().plus(timeoutMillis == null ? DEFAULT_TIMEOUT : Duration.ofMillis(timeoutMillis));
        return new CommandState() {
            @Override
            public void onKeepAliveStatus(byte status) {
                if (!clock.instant().isBefore(deadline)) {
                    cancel();
                }
            }
        };
    }

    private interface Exchange<T> {
        T run() throws IOException, CommandException, ClientError, MultipleAssertionsAvailable;
    }

    private static <T> T ask(Exchange<T> exchange) {
        try {
            return exchange.run();
        } catch (IOException e) {
            throw new DeviceException.Unreachable(describe(e), e);
        } catch (CtapException e) {
            throw refused(e, e);
        } catch (ClientError e) {
            if (e.getCause() instanceof CtapException ctap) {
                throw refused(ctap, e);
            }
            throw new DeviceException.Unsuitable(describe(e), e);
        } catch (MultipleAssertionsAvailable e) {
            throw new DeviceException.Unsuitable(
                    "the key holds several accounts for this site; name the credential", e);
        } catch (CommandException | RuntimeException e) {
            // Yubikit reads what the key sends with casts and buffer reads, and lets their exceptions out.
            throw new DeviceException.Garbled("the security key's answer makes no sense: " + describe(e), e);
        }
    }

    private static DeviceException refused(CtapException ctap, Exception cause) {
        int status = Byte.toUnsignedInt(ctap.getCtapError());
        return new DeviceException.CtapRefused(status, "the security key refused: " + describe(ctap), cause);
    }

    private static String describe(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
