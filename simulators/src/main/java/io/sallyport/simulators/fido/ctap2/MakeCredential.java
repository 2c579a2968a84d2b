// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.credential.Blueprint;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.credential.KeyAlgorithm;
import io.sallyport.simulators.fido.credential.NewCredential;
import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.Map;
import java.util.Optional;

/** authenticatorMakeCredential (CTAP 2.1 §6.1.2), in the order of its steps. */
final class MakeCredential implements Command {
    private final KeyProfile profile;
    private final Credentials credentials;
    private final Signer signer;
    private final UserVerification verification;
    private final Extensions extensions;

    MakeCredential(
            KeyProfile profile,
            Credentials credentials,
            Signer signer,
            UserVerification verification,
            Extensions extensions) {
        this.profile = profile;
        this.credentials = credentials;
        this.signer = signer;
        this.verification = verification;
        this.extensions = extensions;
    }

    @Override
    public Step run(Parameters parameters) {
        MakeCredentialRequest request = MakeCredentialRequest.parse(parameters);
        if (request.pinUvAuth().isSelection()) {
            return new Step.Touch(() -> refuse(CtapStatus.PIN_NOT_SET));
        }
        MakeCredentialRequest.requireHash(request.clientDataHash());
        verification.require(
                request.pinUvAuth(),
                request.clientDataHash(),
                Permission.MAKE_CREDENTIAL,
                Optional.of(request.rp().id()));
        KeyAlgorithm algorithm = request.algorithms().stream()
                .filter(profile.algorithms()::contains)
                .findFirst()
                .flatMap(KeyAlgorithm::of)
                .orElseThrow(() -> new CtapException(CtapStatus.UNSUPPORTED_ALGORITHM));
        Options options = request.options();
        if (options.userVerification().orElse(false) || !options.userPresence().orElse(true)) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
        if (request.enterpriseAttestation().isPresent()) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        Map<String, Extension.Creation> asked = extensions.creating(request.extensions(), options);
        request.excluded().requireAtMost(profile.limits().maxListed());
        if (request.excluded().in(credentials, request.rp().idHash()).findAny().isPresent()) {
            return new Step.Touch(() -> refuse(CtapStatus.CREDENTIAL_EXCLUDED));
        }
        return new Step.Touch(() -> create(request, algorithm, asked, new UserChecks(true, false)));
    }

    private Bytes create(
            MakeCredentialRequest request,
            KeyAlgorithm algorithm,
            Map<String, Extension.Creation> asked,
            UserChecks checks) {
        Blueprint blueprint =
                Blueprint.of(request.rp(), request.user(), algorithm, request.options().isDiscoverable());
        for (Extension.Creation extension : asked.values()) {
            blueprint = extension.shape(blueprint, checks);
        }
        NewCredential made = credentials.create(blueprint);
        Optional<Bytes> outputs = Extensions.outputs(asked, e -> e.output(made.credential(), checks));
        Bytes data = signer.authenticatorData(
                count -> AuthenticatorData.ofNew(made, checks, profile.aaguid(), count, outputs));
        CBORObject statement = CBORObject.NewMap()
                .Add("alg", algorithm.cose())
                .Add("sig", signer.sign(made.credential(), data, request.clientDataHash()));
        CBORObject response = CBORObject.NewMap()
                .Add(0x01, "packed")
                .Add(0x02, data.toArray())
                .Add(0x03, statement);
        asked.values().forEach(extension -> extension.respond(made.credential(), response));
        return CtapCbor.encode(response);
    }

    private static Bytes refuse(CtapStatus status) {
        throw new CtapException(status);
    }
}
