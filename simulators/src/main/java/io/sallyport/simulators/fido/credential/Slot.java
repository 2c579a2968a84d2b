// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/**
 * What a key remembers of a discoverable credential beside its id, which holds its private key.
 *
 * @param order grows from one credential to the next
 * @param publicKey a COSE_Key
 */
record Slot(long order, RelyingParty rp, User user, Bytes id, Bytes publicKey, Optional<Bytes> largeBlobKey) {
    private static final long FORMAT = 1;

    /** Members that are unknown are left out: a later version may have added them. */
    static Slot decode(byte[] cbor) {
        Parameters map = Parameters.of(CtapCbor.decode(cbor));
        long format = Parameters.require(map.integer("format"));
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "this security key's credentials were written by a later version, in format " + format);
        }
        return new Slot(
                Parameters.require(map.integer("order")),
                RelyingParty.parse(Parameters.require(map.map("rp"))),
                User.parse(Parameters.require(map.map("user"))),
                Parameters.require(map.bytes("id")),
                Parameters.require(map.bytes("publicKey")),
                map.bytes("largeBlobKey"));
    }

    byte[] encode() {
        CBORObject relyingParty = CBORObject.NewMap().Add("id", rp.id());
        rp.name().ifPresent(name -> relyingParty.Add("name", name));
        CBORObject map = CBORObject.NewMap()
                .Add("format", FORMAT)
                .Add("order", order)
                .Add("rp", relyingParty)
                .Add("user", user.toCbor())
                .Add("id", id.toArray())
                .Add("publicKey", publicKey.toArray());
        largeBlobKey.ifPresent(key -> map.Add("largeBlobKey", key.toArray()));
        return CtapCbor.encode(map).toArray();
    }

    Slot withUser(User updated) {
        return new Slot(order, rp, updated, id, publicKey, largeBlobKey);
    }

    boolean isOfAccount(RelyingParty party, User account) {
        return rp.id().equals(party.id()) && user.id().equals(account.id());
    }

    /** Not the key of the large blob. */
    @Override
    public String toString() {
        return "slot " + order + " of " + rp.id();
    }
}
