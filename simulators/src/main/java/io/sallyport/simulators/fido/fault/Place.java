// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.hardware.ctap.HidPacket;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A place in the key that its faults act at: there is one for each method of {@link Faults} that the key calls.
 *
 * @param <T> what passes there
 */
final class Place<T> {
    static final Place<Count> COUNTER = new Place<>("signature counter");
    static final Place<byte[]> AUTHENTICATOR_DATA = new Place<>("authenticator data");
    static final Place<byte[]> CLIENT_DATA_HASH = new Place<>("client data hash");
    static final Place<byte[]> SIGNATURE = new Place<>("signature");
    static final Place<Verdict> VERDICT = new Place<>("verdict on a request");
    static final Place<Leaf> LEAF = new Place<>("attestation certificate");
    static final Place<Touch> TOUCH = new Place<>("touch");
    static final Place<byte[]> RESPONSE = new Place<>("response");
    static final Place<List<HidPacket>> PACKETS = new Place<>("packets");
    static final Place<byte[]> REPORT = new Place<>("report");
    static final Place<Boolean> REVOCATION = new Place<>("metadata");
    static final Place<Power> POWER = new Place<>("power");

    private final String title;

    private Place(String title) {
        this.title = title;
    }

    /** @param twist gives back unchanged what it has nothing to do with */
    Tampering<T> by(UnaryOperator<T> twist) {
        return new Tampering<>(this, twist);
    }

    /** For people. */
    @Override
    public String toString() {
        return title;
    }
}
