// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.CredentialManagement;
import io.sallyport.core.Bytes;
import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The discoverable credentials on a key (CTAP 2.1 §6.8). Each operation wants the PIN. */
public final class CredentialStore {
    private final Conversation conversation;
    private final Pin pin;

    CredentialStore(Conversation conversation, Pin pin) {
        this.conversation = conversation;
        this.pin = pin;
    }

    /**
     * What the key holds and has room for.
     *
     * @param remaining at least so many more fit
     */
    public record Contents(List<StoredCredential> credentials, int remaining) {
        public Contents {
            credentials = List.copyOf(credentials);
        }
    }

    public Contents list() {
        return conversation.ask(() -> {
            CredentialManagement management = management();
            CredentialManagement.Metadata counts = management.getMetadata();
            // An empty key answers an enumeration with a refusal.
            return new Contents(
                    counts.getExistingResidentCredentialsCount() == 0 ? List.of() : enumerate(management),
                    counts.getMaxPossibleRemainingResidentCredentialsCount());
        });
    }

    /** @throws DeviceException.CtapRefused if the key holds no such credential */
    public void delete(Bytes credentialId) {
        conversation.tell(() -> {
            manage(management -> management.deleteCredential(descriptor(credentialId)));
        });
    }

    /** Changes what people see of a credential; the account that it opens stays the same. */
    public void rename(Bytes credentialId, String userName, String displayName) {
        conversation.tell(() -> manage(management -> {
            if (!management.isUpdateUserInformationSupported()) {
                throw new DeviceException.Unsuitable(
                        "this security key's firmware is too old to rename a credential: delete it, and register anew",
                        null);
            }
            StoredCredential credential = enumerate(management).stream()
                    .filter(stored -> stored.credentialId().equals(credentialId))
                    .findFirst()
                    .orElseThrow(() -> new DeviceException.Unsuitable(
                            "the security key holds no such credential: list them", null));
            Map<String, Object> user = new HashMap<>();
            user.put("id", credential.userId().toArray());
            user.put("name", userName);
            user.put("displayName", displayName);
            management.updateUserInformation(descriptor(credentialId), user);
        }));
    }

    @FunctionalInterface
    private interface Work {
        void with(CredentialManagement management) throws IOException, CommandException;
    }

    private void manage(Work work) throws IOException, CommandException, ClientError {
        try {
            work.with(management());
        } catch (MultipleAssertionsAvailable impossible) {
            throw new AssertionError("nothing is asserted here", impossible);
        }
    }

    private CredentialManagement management()
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        if (!CredentialManagement.isSupported(conversation.requireCtap2().getCachedInfo())) {
            throw new DeviceException.Unsuitable("this security key's firmware is too old to tell what it holds", null);
        }
        Pin.Token token = pin.token(ClientPin.PIN_PERMISSION_CM);
        return new CredentialManagement(conversation.requireCtap2(), token.protocol(), token.bytes());
    }

    private static List<StoredCredential> enumerate(CredentialManagement management)
            throws IOException, CommandException {
        List<StoredCredential> all = new ArrayList<>();
        for (CredentialManagement.RpData rp : management.enumerateRps()) {
            String rpId = text(rp.getRp(), "id");
            for (CredentialManagement.CredentialData data : management.enumerateCredentials(rp.getRpIdHash())) {
                Map<String, ?> user = data.getUser();
                all.add(new StoredCredential(
                        rpId,
                        bytes(data.getCredentialId()),
                        bytes(user),
                        text(user, "name"),
                        text(user, "displayName")));
            }
        }
        return all;
    }

    private static Map<String, ?> descriptor(Bytes credentialId) {
        return Map.of("id", credentialId.toArray(), "type", "public-key");
    }

    private static Bytes bytes(Map<String, ?> entity) {
        return entity.get("id") instanceof byte[] id ? Bytes.of(id) : Bytes.empty();
    }

    private static String text(Map<String, ?> entity, String member) {
        return entity.get(member) instanceof String text ? text : "";
    }
}
