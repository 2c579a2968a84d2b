// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Whom a credential is for (WebAuthn L3 §5.4.2). */
public record RelyingParty(String id, Optional<String> name) {
    public static RelyingParty parse(Parameters rp) {
        Names.requireIconOfText(rp);
        return new RelyingParty(
                Parameters.require(rp.text("id")), rp.text("name").map(Names::truncated));
    }

    public Bytes idHash() {
        return Bytes.of(DigestUtils.sha256(id));
    }
}
