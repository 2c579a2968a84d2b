// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The credentials that a request names, to allow or to exclude (WebAuthn L3 §5.8.3). */
record CredentialList(List<Bytes> ids) {
    private static final String PUBLIC_KEY = "public-key";

    static CredentialList parse(Optional<List<Parameters>> list) {
        return new CredentialList(list.orElse(List.of()).stream()
                .map(CredentialList::parse)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Empty for types that are unknown; every element has to have both members, though. */
    private static Optional<Bytes> parse(Parameters descriptor) {
        Bytes id = Parameters.require(descriptor.bytes("id"));
        return Parameters.require(descriptor.text("type")).equals(PUBLIC_KEY) ? Optional.of(id) : Optional.empty();
    }

    void requireAtMost(int max) {
        if (ids.size() > max) {
            throw new CtapException(CtapStatus.LIMIT_EXCEEDED);
        }
    }

    /** Those of this key, in the order of the list. */
    Stream<Credential> in(Credentials credentials, Bytes rpIdHash) {
        return ids.stream().map(id -> credentials.find(rpIdHash, id)).flatMap(Optional::stream);
    }
}
