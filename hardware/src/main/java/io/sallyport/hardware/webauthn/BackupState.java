// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.data.AuthenticatorResponse;

/**
 * The flags BE and BS (WebAuthn L3 §6.1), which the library still marks as an experiment.
 *
 * @param eligible whether the credential may ever be copied; fixed at registration
 * @param backedUp whether it has been
 */
record BackupState(boolean eligible, boolean backedUp) {
    private static final int BE = 0x08;
    private static final int BS = 0x10;

    static BackupState of(AuthenticatorResponse response) {
        byte flags = response.getParsedAuthenticatorData().getFlags().value;
        return new BackupState((flags & BE) != 0, (flags & BS) != 0);
    }
}
