// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

/** An attestation certificate, as its issuer made it. */
public enum Leaf {
    GENUINE,
    EXPIRED,
    SELF_SIGNED
}
