// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.smartcard.ApduException;
import com.yubico.yubikit.core.smartcard.SW;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.Ctap1Client;
import com.yubico.yubikit.fido.ctap.Ctap1Session;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialCreationOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialDescriptor;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRequestOptions;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Ceremonies with a key that knows U2F only: the application parameter is the hash of the RP ID (CTAP 2.1 §10.1.3, §10.2).
 *
 * <p>Whether the key holds a credential is found out here, as yubikit's client takes a handle that is another key's for a
 * failure when it registers.
 */
final class U2fCeremonies implements Ceremonies {
    private static final int HASH = 32;

    private final Conversation conversation;

    U2fCeremonies(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public PublicKeyCredential create(Map<String, Object> options, ClientData data)
            throws IOException, CommandException, ClientError {
        PublicKeyCredentialCreationOptions read =
                PublicKeyCredentialCreationOptions.fromMap(options, SerializationType.JSON);
        Ctap1Session session = new Ctap1Session(conversation.connection());
        String rpId = read.getRp().getId();
        if (holdsOne(session, rpId == null ? data.effectiveDomain() : rpId, read.getExcludeCredentials())) {
            throw refused(Refusals.CREDENTIAL_EXCLUDED, "it is registered there already: use another key");
        }
        Map<String, Object> unencumbered = new HashMap<>(options);
        unencumbered.put("excludeCredentials", List.of());
        return new Ctap1Client(session)
                .makeCredential(
                        data.provider(),
                        PublicKeyCredentialCreationOptions.fromMap(unencumbered, SerializationType.JSON),
                        data.effectiveDomain(),
                        null,
                        null,
                        conversation.watch().ctap1());
    }

    @Override
    public PublicKeyCredential get(Map<String, Object> options, ClientData data)
            throws IOException, CommandException, ClientError {
        PublicKeyCredentialRequestOptions read =
                PublicKeyCredentialRequestOptions.fromMap(options, SerializationType.JSON);
        Ctap1Session session = new Ctap1Session(conversation.connection());
        String rpId = read.getRpId();
        List<PublicKeyCredentialDescriptor> allowed = read.getAllowCredentials();
        if (!allowed.isEmpty() && !holdsOne(session, rpId == null ? data.effectiveDomain() : rpId, allowed)) {
            throw refused(Refusals.NO_CREDENTIALS, "it holds no credential for this: use another key");
        }
        return new Ctap1Client(session)
                .getAssertion(
                        data.provider(),
                        read,
                        data.effectiveDomain(),
                        null,
                        conversation.watch().ctap1());
    }

    private static DeviceException refused(int status, String words) {
        return new DeviceException.CtapRefused(
                status, OptionalInt.empty(), "the security key refused: " + words, null);
    }

    /** Check-only: a handle of this key's is answered with "conditions not satisfied", whatever else it may mean. */
    private static boolean holdsOne(
            Ctap1Session session, String rpId, List<PublicKeyCredentialDescriptor> credentials)
            throws IOException, CommandException {
        byte[] application = sha256(rpId);
        for (PublicKeyCredentialDescriptor credential : credentials) {
            try {
                session.authenticate(new byte[HASH], application, credential.getId(), true);
                return true;
            } catch (ApduException answer) {
                if (answer.getSw() == SW.CONDITIONS_NOT_SATISFIED) {
                    return true;
                }
            } catch (IllegalArgumentException tooLong) {
                // A U2F handle has 255 bytes at most: no credential of this key.
                continue;
            }
        }
        return false;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
