// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.Ctap2Client;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.client.PinRequiredClientError;
import com.yubico.yubikit.fido.client.UserInformationNotAvailableError;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialCreationOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialRequestOptions;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredentialUserEntity;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ceremonies with a FIDO2 key: by yubikit's client, with a PIN or a choice of account where the key wants one. */
final class Ctap2Ceremonies implements Ceremonies {
    private final Conversation conversation;
    private final Pin pin;

    Ctap2Ceremonies(Conversation conversation, Pin pin) {
        this.conversation = conversation;
        this.pin = pin;
    }

    @Override
    public PublicKeyCredential create(Map<String, Object> options, ClientData data)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        Map<String, Object> asked = canVerify() ? options : VerificationWish.droppedOnCreation(options);
        PublicKeyCredentialCreationOptions read =
                PublicKeyCredentialCreationOptions.fromMap(asked, SerializationType.JSON);
        Ctap2Client client = new Ctap2Client(conversation.requireCtap2());
        return withPinIfWanted(
                typed -> client.makeCredential(data.provider(), read, data.effectiveDomain(), typed, null, null));
    }

    @Override
    public PublicKeyCredential get(Map<String, Object> options, ClientData data)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        Map<String, Object> asked = canVerify() ? options : VerificationWish.dropped(options);
        PublicKeyCredentialRequestOptions read =
                PublicKeyCredentialRequestOptions.fromMap(asked, SerializationType.JSON);
        Ctap2Client client = new Ctap2Client(conversation.requireCtap2());
        try {
            return withPinIfWanted(
                    typed -> client.getAssertion(data.provider(), read, data.effectiveDomain(), typed, null));
        } catch (MultipleAssertionsAvailable several) {
            OptionalInt chosen = conversation.interaction().choose(names(several));
            if (chosen.isEmpty()) {
                throw several;
            }
            return several.select(chosen.getAsInt());
        }
    }

    /** A site that merely prefers verification gets none from a key that has neither a PIN nor a finger (§6.1.2). */
    private boolean canVerify() {
        Ctap2Session.InfoData info = conversation.requireCtap2().getCachedInfo();
        return Pin.isSet(info)
                || Pin.hasOwnVerification(info)
                || Boolean.TRUE.equals(info.getOptions().get("alwaysUv"));
    }

    @FunctionalInterface
    private interface Ceremony {
        PublicKeyCredential run(char @Nullable [] typed)
                throws IOException, CommandException, ClientError, MultipleAssertionsAvailable;
    }

    private PublicKeyCredential withPinIfWanted(Ceremony ceremony)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable {
        try {
            return ceremony.run(null);
        } catch (PinRequiredClientError wanted) {
            return pin.with(ceremony::run);
        } catch (ClientError refused) {
            if (refused.getCause() instanceof CtapException ctap && Pin.saysUsePin(ctap) && pin.isSet()) {
                return pin.with(ceremony::run);
            }
            throw refused;
        }
    }

    /** A key tells an account's name only to who has shown the PIN or a finger; otherwise there are numbers (§6.2.2). */
    private static List<String> names(MultipleAssertionsAvailable several) {
        try {
            return several.getUsers().stream().map(Ctap2Ceremonies::name).toList();
        } catch (UserInformationNotAvailableError | RuntimeException nameless) {
            // Yubikit wants a name that need not be there.
            return IntStream.rangeClosed(1, several.getAssertionCount())
                    .mapToObj(number -> "account " + number)
                    .toList();
        }
    }

    private static String name(PublicKeyCredentialUserEntity user) {
        String display = user.getDisplayName();
        String name = user.getName();
        return display == null || display.isEmpty() || display.equals(name) ? name : name + " (" + display + ")";
    }
}
