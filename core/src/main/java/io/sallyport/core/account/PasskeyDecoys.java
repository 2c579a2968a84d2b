// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Descriptor;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** Passkeys that nobody has, each the same for the same name and model. Only who has the secret can tell them from others. */
final class PasskeyDecoys {
    /** Where nobody has a passkey there is no model, and nothing that these could be told from. */
    private static final Descriptor FIRST = new Descriptor(Bytes.of(new byte[32]), Set.of("internal"));

    private final byte[] secret;

    PasskeyDecoys(byte[] secret) {
        this.secret = secret;
    }

    /** Where in the ring of the account's users that name is: who is next there is its model. */
    UniqueId point(AccountId account, SignInName named) {
        return UniqueId.ofUser(
                account, ByteBuffer.wrap(hmac("model of " + named.key())).getLong());
    }

    /** One for each of the model's: it goes when that goes and comes when that comes, as with any user's keys. */
    List<Descriptor> like(List<KeyCredential> model, SignInName named) {
        List<Descriptor> shapes = model.isEmpty()
                ? List.of(FIRST)
                : model.stream().map(Descriptor::of).toList();
        return shapes.stream()
                .map(shape -> new Descriptor(
                        Bytes.of(bytes(
                                "id " + shape.id().toHex() + " of " + named.key(),
                                shape.id().length())),
                        shape.transports()))
                .toList();
    }

    private byte[] bytes(String purpose, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int block = 0; bytes.hasRemaining(); block++) {
            byte[] next = hmac(block + " " + purpose);
            bytes.put(next, 0, Math.min(next.length, bytes.remaining()));
        }
        return bytes.array();
    }

    private byte[] hmac(String text) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmac(text);
    }
}
