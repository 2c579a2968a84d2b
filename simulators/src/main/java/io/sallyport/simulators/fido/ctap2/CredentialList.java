// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.List;
import java.util.Optional;

/** The credentials that a request names, to allow or to exclude (WebAuthn L3 §5.8.3). */
record CredentialList(List<Bytes> ids) {
    private static final String PUBLIC_KEY = "public-key";

    static CredentialList parse(Optional<List<Parameters>> list) {
        return new CredentialList(list.orElse(List.of()).stream()
                .filter(d -> Parameters.require(d.text("type")).equals(PUBLIC_KEY))
                .map(d -> Parameters.require(d.bytes("id")))
                .toList());
    }

    void requireAtMost(int max) {
        if (ids.size() > max) {
            throw new CtapException(CtapStatus.LIMIT_EXCEEDED);
        }
    }
}
