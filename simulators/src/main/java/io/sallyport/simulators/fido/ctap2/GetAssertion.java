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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** authenticatorGetAssertion (CTAP 2.1 §6.2.2), in the order of its steps. */
final class GetAssertion implements Command {
    private final KeyProfile profile;
    private final Credentials credentials;
    private final Signer signer;
    private final UserGate gate;
    private final Extensions extensions;
    private final AssertionQueue queue;

    GetAssertion(
            KeyProfile profile,
            Credentials credentials,
            Signer signer,
            UserGate gate,
            Extensions extensions,
            AssertionQueue queue) {
        this.profile = profile;
        this.credentials = credentials;
        this.signer = signer;
        this.gate = gate;
        this.extensions = extensions;
        this.queue = queue;
    }

    @Override
    public Step run(Parameters parameters) {
        GetAssertionRequest request = GetAssertionRequest.parse(parameters);
        // 1
        if (request.pinUvAuth().isSelection()) {
            return gate.selection();
        }
        // 2
        gate.requireProtocol(request.pinUvAuth());
        request.requireLengths(profile.limits());
        // 4
        UserGate.Way way = gate.way(request.pinUvAuth(), request.options());
        if (request.options().residentKey().isPresent()) {
            throw new CtapException(profile.isCtap21() ? CtapStatus.UNSUPPORTED_OPTION : CtapStatus.INVALID_OPTION);
        }
        boolean touched = request.options().userPresence().orElse(true);
        // 5
        if (touched) {
            way = gate.underAlwaysUv(way);
        }
        // 6
        boolean verified = gate.verify(
                way, request.pinUvAuth(), request.clientDataHash(), Permission.GET_ASSERTION, request.rpId());
        Map<String, Extension.Assertion> asked = extensions.asserting(request.extensions(), request.options());
        if (way == UserGate.Way.FINGER) {
            return gate.touch(way, Optional.empty(), () -> {
                gate.used();
                return first(request, asked, locate(request, true), new UserChecks(true, true));
            });
        }
        // 7 to 9
        List<Credential> found = locate(request, verified);
        if (!touched) {
            return new Step.Answer(first(request, asked, found, new UserChecks(false, verified)));
        }
        return gate.touch(way, Optional.empty(), () -> {
            gate.used();
            return first(request, asked, found, new UserChecks(true, verified));
        });
    }

    /** Any one of those allowed; all that can be discovered, newest first, when none is named (steps 7, 11, 12). */
    private List<Credential> locate(GetAssertionRequest request, boolean verified) {
        boolean named = !request.allowed().ids().isEmpty();
        List<Credential> found = (named
                        ? request.allowed().in(credentials, request.rpIdHash())
                        : credentials.discoverable(request.rpIdHash()).stream())
                .filter(credential -> credential.protection().admits(verified, named))
                .limit(named ? 1 : Long.MAX_VALUE)
                .toList();
        if (found.isEmpty()) {
            throw new CtapException(CtapStatus.NO_CREDENTIALS);
        }
        return found;
    }

    private Bytes first(
            GetAssertionRequest request,
            Map<String, Extension.Assertion> asked,
            List<Credential> found,
            UserChecks checks) {
        AssertionTemplate assertion = new AssertionTemplate(request.clientDataHash(), checks, asked, found.size());
        Bytes response = assertion.first(found.get(0), signer);
        if (found.size() > 1) {
            queue.fill(assertion, found.subList(1, found.size()));
        }
        return response;
    }
}
