// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A registered security key. It exists only as somebody's factor. */
public record KeyDevice(MfaSerial serial, UniqueId owner, Instant enabledAt, KeyCredential credential)
        implements MfaDevice {
    @Override
    public Type type() {
        return Type.SECURITY_KEY;
    }
}
