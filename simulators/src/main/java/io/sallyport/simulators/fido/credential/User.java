// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;

/** Whose account a credential opens (WebAuthn L3 §5.4.3). */
public record User(Bytes id, Optional<String> name, Optional<String> displayName) {
    private static final int MAX_ID = 64;

    public static User parse(Parameters user) {
        Names.requireIconOfText(user);
        Bytes id = Parameters.require(user.bytes("id"));
        if (id.length() < 1 || id.length() > MAX_ID) {
            throw new CtapException(CtapStatus.INVALID_LENGTH);
        }
        return new User(
                id,
                user.text("name").map(Names::truncated),
                user.text("displayName").map(Names::truncated));
    }

    /** An empty name is how one is taken away (CTAP 2.1 §6.8.6). */
    public User withoutEmptyNames() {
        return new User(id, name.filter(n -> !n.isEmpty()), displayName.filter(n -> !n.isEmpty()));
    }

    /** A PublicKeyCredentialUserEntity. */
    public CBORObject toCbor() {
        CBORObject entity = withoutNames();
        name.ifPresent(n -> entity.Add("name", n));
        displayName.ifPresent(n -> entity.Add("displayName", n));
        return entity;
    }

    /** What may be told of a user who was not verified (CTAP 2.1 §6.2.2). */
    public CBORObject withoutNames() {
        return CBORObject.NewMap().Add("id", id.toArray());
    }
}
