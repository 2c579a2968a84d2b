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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Ceremonies with a key that knows U2F only: the application parameter is the hash of the RP ID (CTAP 2.1 §10.1.3, §10.2).
 *
 * <p>Whether the key holds a credential is found out here, as yubikit's client takes a handle that is another key's for a
 * failure.
 */
final class U2fCeremonies implements Ceremonies {
    private static final int HASH = 32;
    private static final int LONGEST_HANDLE = 255;

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
        if (!held(session, rpId == null ? data.effectiveDomain() : rpId, read.getExcludeCredentials())
                .isEmpty()) {
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
        if (!allowed.isEmpty()) {
            allowed = held(session, rpId == null ? data.effectiveDomain() : rpId, allowed);
            if (allowed.isEmpty()) {
                throw refused(Refusals.NO_CREDENTIALS, "it holds no credential for this: use another key");
            }
        }
        Map<String, Object> narrowed = new HashMap<>(options);
        narrowed.put(
                "allowCredentials",
                allowed.stream()
                        .map(credential -> credential.toMap(SerializationType.JSON))
                        .toList());
        return new Ctap1Client(session)
                .getAssertion(
                        data.provider(),
                        PublicKeyCredentialRequestOptions.fromMap(narrowed, SerializationType.JSON),
                        data.effectiveDomain(),
                        null,
                        conversation.watch().ctap1());
    }

    private static DeviceException refused(int status, String words) {
        return new DeviceException.CtapRefused(status, OptionalInt.empty(), "the security key refused: " + words, null);
    }

    /** Check-only: a handle of this key's is answered with "conditions not satisfied", whatever else it may mean. */
    private static List<PublicKeyCredentialDescriptor> held(
            Ctap1Session session, String rpId, List<PublicKeyCredentialDescriptor> credentials)
            throws IOException, CommandException {
        byte[] application = DigestUtils.sha256(rpId);
        List<PublicKeyCredentialDescriptor> held = new ArrayList<>();
        for (PublicKeyCredentialDescriptor credential : credentials) {
            if (credential.getId().length <= LONGEST_HANDLE && holds(session, application, credential.getId())) {
                held.add(credential);
            }
        }
        return held;
    }

    private static boolean holds(Ctap1Session session, byte[] application, byte[] handle)
            throws IOException, CommandException {
        try {
            session.authenticate(new byte[HASH], application, handle, true);
            return true;
        } catch (ApduException answer) {
            return answer.getSw() == SW.CONDITIONS_NOT_SATISFIED;
        }
    }
}
