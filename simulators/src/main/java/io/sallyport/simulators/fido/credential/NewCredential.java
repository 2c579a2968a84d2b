// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import java.security.interfaces.ECPublicKey;

/** A credential at the only moment at which its public key is at hand. */
public record NewCredential(Credential credential, ECPublicKey publicKey) {}
