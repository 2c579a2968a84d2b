// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRefusal;
import java.util.Optional;

/** An assertion that was asked for: of one owner's credentials, or of whoever's passkey. */
record Begun(AssertionRequest request) {
    private PublicKeyCredentialRequestOptions options() {
        return request.getPublicKeyCredentialRequestOptions();
    }

    ByteArray challenge() {
        return options().getChallenge();
    }

    UserVerificationRequirement userVerification() {
        return options().getUserVerification().orElse(UserVerificationRequirement.PREFERRED);
    }

    /** Whether it was asked of nobody by name: the key says whose it is. */
    boolean alone() {
        return request.getUserHandle().isEmpty() && request.getUsername().isEmpty();
    }

    /**
     * Whose it is (WebAuthn L3 §7.2 steps 5 and 6).
     *
     * @throws io.sallyport.core.IamException unless the owner's handle and her credential answer it
     */
    void requireOwner(
            ByteArray handle,
            KeyCredential stored,
            PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> asserted) {
        Optional<ByteArray> told = asserted.getResponse().getUserHandle();
        boolean hers = alone()
                ? told.equals(Optional.of(handle))
                : request.getUserHandle().equals(Optional.of(handle))
                        && told.filter(other -> !other.equals(handle)).isEmpty();
        AnswerChecks.require(hers, KeyRefusal.OTHERS_CREDENTIAL);
        boolean allowed = options()
                .getAllowCredentials()
                .map(list -> list.isEmpty()
                        || list.stream().anyMatch(one -> one.getId().equals(asserted.getId())))
                .orElse(true);
        // What was made as a second factor opens nothing alone, whatever the key knows.
        boolean suits = !alone() || stored.passkey();
        AnswerChecks.require(allowed && suits, KeyRefusal.UNKNOWN_CREDENTIAL);
    }
}
