// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.credential.Es256;
import io.sallyport.simulators.fido.credential.KeyWrap;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.List;

/** authenticatorGetInfo (CTAP 2.1 §6.4). */
final class GetInfo implements Command {
    private final KeyProfile profile;

    private final UserVerification verification;

    GetInfo(KeyProfile profile, UserVerification verification) {
        this.profile = profile;
        this.verification = verification;
    }

    @Override
    public Step run(Parameters parameters) {
        CBORObject options = CBORObject.NewMap().Add("rk", true).Add("up", true).Add("plat", false);
        options.Add("clientPin", verification.pin().isSet());
        CBORObject algorithm =
                CBORObject.NewMap().Add("alg", Es256.COSE_ALGORITHM).Add("type", "public-key");
        return new Step.Answer(CtapCbor.encode(CBORObject.NewMap()
                .Add(0x01, CBORObject.FromObject(List.of("FIDO_2_0")))
                .Add(0x03, profile.aaguid().toArray())
                .Add(0x04, options)
                .Add(0x05, profile.limits().maxMessage())
                .Add(0x06, CBORObject.FromObject(profile.pinProtocols()))
                .Add(0x07, profile.limits().maxListed())
                .Add(0x08, KeyWrap.LENGTH)
                .Add(0x09, CBORObject.FromObject(List.of("usb")))
                .Add(0x0a, CBORObject.NewArray().Add(algorithm))
                .Add(0x0e, profile.firmware().number())));
    }
}
