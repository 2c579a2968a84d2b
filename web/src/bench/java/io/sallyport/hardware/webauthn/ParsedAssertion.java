// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import java.util.Collection;

/** The relying party's way in for what is parsed already, which it shows to nobody else. */
public record ParsedAssertion(
        AssertionRequest request,
        PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> response) {
    public static ParsedAssertion of(String request, String response) {
        return new ParsedAssertion(Ceremonies.assertion(request), Ceremonies.asserted(response));
    }

    public Assertion verify(WebAuthnSecurityKeys keys, Owner owner, Collection<KeyCredential> allowed) {
        return keys.finishAssertion(request, response, owner, allowed, KeyRules.STANDARD);
    }
}
