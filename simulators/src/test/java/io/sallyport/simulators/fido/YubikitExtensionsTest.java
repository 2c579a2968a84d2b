// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.Ctap2Client;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.client.WebAuthnClient;
import com.yubico.yubikit.fido.client.extensions.CredBlobExtension;
import com.yubico.yubikit.fido.client.extensions.CredPropsExtension;
import com.yubico.yubikit.fido.client.extensions.CredProtectExtension;
import com.yubico.yubikit.fido.client.extensions.Extension;
import com.yubico.yubikit.fido.client.extensions.HmacSecretExtension;
import com.yubico.yubikit.fido.client.extensions.LargeBlobExtension;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** yubikit's extensions, each with a real request and the client's processing of what comes back. */
class YubikitExtensionsTest {
    private static final String PIN = "246810";
    private static final List<Extension> EXTENSIONS = List.of(
            new CredPropsExtension(),
            new CredProtectExtension(),
            new CredBlobExtension(),
            new HmacSecretExtension(true),
            new LargeBlobExtension());

    private final PluggedKey key = new PluggedKey(Products.YUBIKEY_5_7);
    private WebAuthnClient client;
    private final YubikitPage verifying;

    YubikitExtensionsTest() throws IOException, CommandException, ClientError {
        this.client = WebAuthnClient.create(key.connect(), EXTENSIONS, null);
        ((Ctap2Client) client).setPin(PIN.toCharArray());
        this.verifying = new YubikitPage(client, PIN);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> result(PublicKeyCredential credential, String extension) {
        return (Map<String, Object>)
                Objects.requireNonNull(YubikitPage.extensionResults(credential).get(extension));
    }

    @Test
    void credPropsTellsWhetherItIsDiscoverable() throws IOException, CommandException, ClientError {
        for (boolean resident : new boolean[] {true, false}) {
            PublicKeyCredential made = verifying.register(1, resident, Map.of("credProps", true));
            assertThat(result(made, "credProps")).containsEntry("rk", resident);
        }
    }

    @Test
    void credProtectHidesWhatWantsVerification()
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        PublicKeyCredential made = verifying.register(
                1,
                true,
                Map.of(
                        "credentialProtectionPolicy",
                        "userVerificationRequired",
                        "enforceCredentialProtectionPolicy",
                        true));
        assertThat(YubikitPage.extensions(YubikitPage.made(made)).get("credProtect"))
                .isEqualTo(3);
        YubikitPage.assertSignedBy(made, verifying.signIn(Map.of()));
        ClientError hidden =
                catchThrowableOfType(ClientError.class, () -> new YubikitPage(client, null).signIn(Map.of(), made));
        assertThat(YubikitPage.ctapError(hidden)).isEqualTo(CtapException.ERR_NO_CREDENTIALS);
    }

    @Test
    void credBlobIsKeptWithTheCredential()
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        byte[] blob = noise(1, 32);
        PublicKeyCredential made = verifying.register(1, true, Map.of("credBlob", encode(blob)));
        assertThat(YubikitPage.extensions(YubikitPage.made(made)).get("credBlob"))
                .isEqualTo(true);
        PublicKeyCredential assertion = verifying.signIn(Map.of("getCredBlob", true));
        assertThat((byte[])
                        YubikitPage.extensions(YubikitPage.asserted(assertion)).get("credBlob"))
                .isEqualTo(blob);
        YubikitPage.assertSignedBy(made, assertion);
    }

    @Test
    void hmacSecretIsTheSameForTheSameSalts()
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        PublicKeyCredential made = verifying.register(1, false, Map.of("hmacCreateSecret", true));
        assertThat(YubikitPage.extensionResults(made)).containsEntry("hmacCreateSecret", true);
        byte[] one = noise(2, 32);
        byte[] two = noise(3, 32);
        Map<String, Object> both = secrets(made, Map.of("salt1", encode(one), "salt2", encode(two)));
        Map<String, Object> swapped = secrets(made, Map.of("salt1", encode(two), "salt2", encode(one)));
        assertThat(both.get("output1")).isNotEqualTo(both.get("output2")).isEqualTo(swapped.get("output2"));
        assertThat(both.get("output2")).isEqualTo(swapped.get("output1"));
        assertThat(secrets(made, Map.of("salt1", encode(one))).get("output1")).isEqualTo(both.get("output1"));

        client = WebAuthnClient.create(key.connect(), EXTENSIONS, null);
        assertThat(secrets(made, Map.of("salt1", encode(one))).get("output1")).isEqualTo(both.get("output1"));
        // Without verification it is another secret (CTAP 2.1 §12.5).
        PublicKeyCredential unverified =
                new YubikitPage(client, null).signIn(Map.of("hmacGetSecret", Map.of("salt1", encode(one))), made);
        assertThat(result(unverified, "hmacGetSecret").get("output1")).isNotEqualTo(both.get("output1"));
    }

    private Map<String, Object> secrets(PublicKeyCredential made, Map<String, ?> salts)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        PublicKeyCredential assertion = new YubikitPage(client, PIN).signIn(Map.of("hmacGetSecret", salts), made);
        YubikitPage.assertSignedBy(made, assertion);
        return result(assertion, "hmacGetSecret");
    }

    @Test
    void prfIsHmacSecretForPages() throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        PublicKeyCredential made = verifying.register(1, true, Map.of("prf", Map.of()));
        assertThat(result(made, "prf")).containsEntry("enabled", true);
        Map<String, ?> inputs = Map.of("prf", Map.of("eval", Map.of("first", encode(noise(4, 7)))));
        Object first = result(verifying.signIn(inputs), "prf").get("results");
        assertThat(first).asString().contains("first");
        assertThat(result(verifying.signIn(inputs, made), "prf").get("results")).isEqualTo(first);
    }

    /**
     * A few bytes each: yubikit 3.3.0 drops what {@code Cipher.update} gives out, and Java's own AES-GCM gives out whole
     * blocks there. {@link YubikitLargeBlobsTest} writes arrays of many fragments.
     */
    @Test
    void largeBlobsAreKeptBesideOneAnother()
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        PublicKeyCredential mine = verifying.register(1, true, Map.of("largeBlob", Map.of("support", "required")));
        PublicKeyCredential other = verifying.register(2, true, Map.of("largeBlob", Map.of("support", "required")));
        PublicKeyCredential without = verifying.register(3, true, Map.of());
        assertThat(result(mine, "largeBlob")).containsEntry("supported", true);
        byte[] one = noise(5, 9);
        byte[] two = new byte[200];
        assertThat(write(mine, one)).containsEntry("written", true);
        assertThat(write(other, two)).containsEntry("written", true);
        assertThat(read(mine)).containsEntry("blob", encode(one));
        assertThat(read(other)).containsEntry("blob", encode(two));
        assertThat(write(mine, noise(6, 8))).containsEntry("written", true);

        client = WebAuthnClient.create(key.connect(), EXTENSIONS, null);
        assertThat(read(mine)).containsEntry("blob", encode(noise(6, 8)));
        assertThat(read(other)).containsEntry("blob", encode(two));
        assertThat(YubikitPage.extensionResults(
                        new YubikitPage(client, PIN).signIn(Map.of("largeBlob", Map.of("read", true)), without)))
                .doesNotContainKey("largeBlob");
    }

    private Map<String, Object> write(PublicKeyCredential of, byte[] blob)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        return result(verifying.signIn(Map.of("largeBlob", Map.of("write", encode(blob))), of), "largeBlob");
    }

    private Map<String, Object> read(PublicKeyCredential of)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        return result(new YubikitPage(client, PIN).signIn(Map.of("largeBlob", Map.of("read", true)), of), "largeBlob");
    }
}
