// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.credential.Es256;
import io.sallyport.simulators.fido.credential.NewCredential;
import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.Optional;

/** authenticatorMakeCredential (CTAP 2.1 §6.1.2), in the order of its steps. */
final class MakeCredential implements Command {
    private final KeyProfile profile;
    private final Credentials credentials;
    private final Signer signer;
    private final UserVerification verification;

    MakeCredential(KeyProfile profile, Credentials credentials, Signer signer, UserVerification verification) {
        this.profile = profile;
        this.credentials = credentials;
        this.signer = signer;
        this.verification = verification;
    }

    @Override
    public Step run(Parameters parameters) {
        MakeCredentialRequest request = MakeCredentialRequest.parse(parameters);
        if (request.pinUvAuth().isSelection()) {
            return new Step.Touch(() -> refuse(CtapStatus.PIN_NOT_SET));
        }
        verification.require(
                request.pinUvAuth(), request.clientDataHash(), Permission.MAKE_CREDENTIAL, Optional.of(request.rpId()));
        if (!request.algorithms().contains(Es256.COSE_ALGORITHM)) {
            throw new CtapException(CtapStatus.UNSUPPORTED_ALGORITHM);
        }
        Options options = request.options();
        if (options.userVerification().orElse(false) || !options.userPresence().orElse(true)) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
        if (request.enterpriseAttestation()) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        request.excluded().requireAtMost(profile.limits().maxListed());
        if (request.excluded().ids().stream()
                .anyMatch(id -> credentials.find(request.rpId(), id).isPresent())) {
            return new Step.Touch(() -> refuse(CtapStatus.CREDENTIAL_EXCLUDED));
        }
        return new Step.Touch(() -> create(request));
    }

    private Bytes create(MakeCredentialRequest request) {
        boolean resident = request.options().residentKey().orElse(false);
        NewCredential made = credentials.create(request.rpId(), request.user(), resident);
        Bytes data = signer.data(AuthenticatorData.ofNew(made, profile.aaguid(), signer.nextCount()));
        CBORObject statement = CBORObject.NewMap()
                .Add("alg", Es256.COSE_ALGORITHM)
                .Add("sig", signer.sign(made.credential(), data, request.clientDataHash()));
        return CtapCbor.encode(CBORObject.NewMap()
                .Add(0x01, "packed")
                .Add(0x02, data.toArray())
                .Add(0x03, statement));
    }

    private static Bytes refuse(CtapStatus status) {
        throw new CtapException(status);
    }
}
