// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** authenticatorGetAssertion (CTAP 2.1 §6.2.2). */
final class GetAssertion implements Command {
    private final KeyProfile profile;
    private final Credentials credentials;
    private final Signer signer;
    private final UserVerification verification;
    private final AssertionQueue queue;
    private final Extensions extensions;

    GetAssertion(
            KeyProfile profile,
            Credentials credentials,
            Signer signer,
            UserVerification verification,
            Extensions extensions,
            AssertionQueue queue) {
        this.profile = profile;
        this.credentials = credentials;
        this.signer = signer;
        this.verification = verification;
        this.extensions = extensions;
        this.queue = queue;
    }

    @Override
    public Step run(Parameters parameters) {
        GetAssertionRequest request = GetAssertionRequest.parse(parameters);
        if (request.pinUvAuth().isSelection()) {
            return new Step.Touch(() -> {
                throw new CtapException(CtapStatus.PIN_NOT_SET);
            });
        }
        MakeCredentialRequest.requireHash(request.clientDataHash());
        verification.require(
                request.pinUvAuth(), request.clientDataHash(), Permission.GET_ASSERTION, Optional.of(request.rpId()));
        if (request.options().residentKey().isPresent()) {
            throw new CtapException(CtapStatus.UNSUPPORTED_OPTION);
        }
        if (request.options().userVerification().orElse(false)) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
        request.allowed().requireAtMost(profile.limits().maxListed());
        Map<String, Extension.Assertion> asked = extensions.asserting(request.extensions(), request.options());
        List<Credential> found = locate(request);
        if (found.isEmpty()) {
            throw new CtapException(CtapStatus.NO_CREDENTIALS);
        }
        return request.options().userPresence().orElse(true)
                ? new Step.Touch(() -> first(request, asked, found, new UserChecks(true, false)))
                : new Step.Answer(first(request, asked, found, new UserChecks(false, false)));
    }

    /** Any one of those allowed; all that can be discovered, newest first, when none is named. */
    private List<Credential> locate(GetAssertionRequest request) {
        if (request.allowed().ids().isEmpty()) {
            return credentials.discoverable(request.rpIdHash());
        }
        return request.allowed()
                .in(credentials, request.rpIdHash())
                .limit(1)
                .toList();
    }

    private Bytes first(
            GetAssertionRequest request,
            Map<String, Extension.Assertion> asked,
            List<Credential> found,
            UserChecks checks) {
        AssertionTemplate assertion = new AssertionTemplate(request.clientDataHash(), checks, asked);
        if (found.size() > 1) {
            queue.fill(assertion, found.subList(1, found.size()));
        }
        return assertion.by(found.get(0), signer, found.size());
    }
}
