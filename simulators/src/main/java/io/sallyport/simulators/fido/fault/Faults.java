// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.hardware.ctap.HidPacket;
import java.util.List;

/**
 * What goes wrong with one key. The engine and the wire pass through here what they are about to give out; what comes back
 * is the same unless a fault says otherwise.
 */
public final class Faults {
    private Faults() {}

    /** Nothing goes wrong. */
    public static Faults none() {
        return new Faults();
    }

    /** The signature counter, before it is signed; unsigned 32 bits. */
    public int count(int counted) {
        return counted;
    }

    /** Authenticator data (WebAuthn L3 §6.1), before it is signed. */
    public byte[] authenticatorData(byte[] data) {
        return data;
    }

    /** A signature, of whatever algorithm. */
    public byte[] signature(byte[] signature) {
        return signature;
    }

    /** A response of CTAP2: status byte and perhaps a CBOR map. */
    public byte[] response(byte[] response) {
        return response;
    }

    /** The packets of one message to the host. */
    public List<HidPacket> packets(List<HidPacket> packets) {
        return packets;
    }
}
