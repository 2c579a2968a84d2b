// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import java.io.IOException;
import java.util.Map;

/** What a browser does with a key of one kind; options are WebAuthn's JSON as maps, which are not changed. */
interface Ceremonies {
    PublicKeyCredential create(Map<String, Object> options, ClientData data)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable;

    PublicKeyCredential get(Map<String, Object> options, ClientData data)
            throws IOException, CommandException, ClientError, MultipleAssertionsAvailable;
}
