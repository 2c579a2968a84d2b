// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import com.upokecenter.cbor.CBORObject;
import java.util.List;

/** authenticatorGetInfo (CTAP 2.1 §6.4). */
final class GetInfo implements Command {
    private final Model model;

    GetInfo(Model model) {
        this.model = model;
    }

    @Override
    public Step run(Parameters parameters) {
        CBORObject options = CBORObject.NewMap().Add("rk", true).Add("up", true).Add("plat", false);
        CBORObject algorithm =
                CBORObject.NewMap().Add("alg", Es256.COSE_ALGORITHM).Add("type", "public-key");
        int firmware = model.major() << 16 | model.minor() << 8 | model.build();
        return new Step.Answer(CtapCbor.encode(CBORObject.NewMap()
                .Add(0x01, CBORObject.FromObject(List.of("FIDO_2_0")))
                .Add(0x03, model.aaguid().toArray())
                .Add(0x04, options)
                .Add(0x05, model.maxMessage())
                .Add(0x07, model.maxListed())
                .Add(0x08, KeyWrap.LENGTH)
                .Add(0x09, CBORObject.FromObject(List.of("usb")))
                .Add(0x0a, CBORObject.NewArray().Add(algorithm))
                .Add(0x0e, firmware)));
    }
}
