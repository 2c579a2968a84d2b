// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong with one key. The engine and the wire pass through here what they are about to give out; what comes back
 * is the same unless a fault says otherwise. Faults outlast a power cycle. Thread-safe: they are injected and cleared while
 * the key runs.
 */
public final class Faults {
    private final List<Injection> injections = new ArrayList<>();
    private final Counters counters = new Counters();
    private Bytes request = Bytes.empty();
    private Operation operation = Operation.OTHER;
    private long exchange;

    private Faults() {}

    /** Nothing goes wrong, yet. */
    public static Faults none() {
        return new Faults();
    }

    /** From now on until it is cleared. */
    public void inject(Fault fault) {
        inject(fault, When.always());
    }

    /** From now on as scripted; the script begins anew when the fault was there already. */
    public synchronized void inject(Fault fault, When when) {
        clear(fault);
        injections.add(new Injection(fault, when));
    }

    public synchronized void clear(Fault fault) {
        injections.removeIf(injection -> injection.fault() == fault);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        injections.clear();
    }

    /** How often the fault has changed something since it was injected. */
    public synchronized int acts(Fault fault) {
        return injections.stream()
                .filter(injection -> injection.fault() == fault)
                .mapToInt(Injection::acts)
                .sum();
    }

    /**
     * A request of CTAP2 has come; nothing has been done about it.
     *
     * @throws CtapException with what to answer instead
     */
    public synchronized void request(Bytes received) {
        request = received;
        begin(Operation.of(received.toArray()));
        judge(false);
    }

    /**
     * The key was touched for the request; nothing else has been done about it.
     *
     * @throws CtapException with what to answer instead
     */
    public synchronized void touched() {
        judge(true);
    }

    /** What the person does, as the key feels it. */
    public synchronized Presence.Answer touch(Presence.Answer answer, Duration waited) {
        return pass(Place.TOUCH, new Touch(answer, waited)).answer();
    }

    /** Whose certificate vouches for a new credential. */
    public synchronized Leaf leaf() {
        return pass(Place.LEAF, Leaf.GENUINE);
    }

    /** The signature counter, before it is signed; unsigned 32 bits. */
    public synchronized int count(int counted) {
        return counters.tell(pass(Place.COUNTER, counters.due(counted)), counted, operation != Operation.OTHER);
    }

    /** Authenticator data (WebAuthn L3 §6.1), before it is signed. */
    public synchronized byte[] authenticatorData(byte[] data) {
        return pass(Place.AUTHENTICATOR_DATA, data);
    }

    /** The hash of the client data, before it is signed. */
    public synchronized byte[] clientDataHash(byte[] hash) {
        return pass(Place.CLIENT_DATA_HASH, hash);
    }

    /** A signature, of whatever algorithm. */
    public synchronized byte[] signature(byte[] signature) {
        return pass(Place.SIGNATURE, signature);
    }

    /** A response of CTAP2: status byte and perhaps a CBOR map. */
    public synchronized byte[] response(byte[] response) {
        return pass(Place.RESPONSE, response);
    }

    /** The packets of one message to the host. */
    public synchronized List<HidPacket> packets(List<HidPacket> packets) {
        if (packets.get(0) instanceof HidPacket.Initialization first && first.command() == HidCommand.INIT.code()) {
            begin(Operation.OTHER);
        }
        return pass(Place.PACKETS, packets);
    }

    /** One report to the host, as the bus carries it. */
    public synchronized byte[] report(byte[] report) {
        return pass(Place.REPORT, report);
    }

    /** Whether the model's maker, or FIDO, has revoked it. */
    public synchronized boolean isRevoked() {
        return pass(Place.REVOCATION, false);
    }

    /** Whether the key still has power; asked while a request is under way. It is lost in the midst of a ceremony. */
    public synchronized Power power() {
        return operation == Operation.OTHER ? Power.ON : pass(Place.POWER, Power.ON);
    }

    private void begin(Operation begun) {
        operation = begun;
        exchange++;
    }

    private void judge(boolean touched) {
        CtapStatus status = pass(Place.VERDICT, new Verdict(request, touched, CtapStatus.OK))
                .status();
        if (status != CtapStatus.OK) {
            throw new CtapException(status);
        }
    }

    private <T> T pass(Place<T> place, T value) {
        T passed = value;
        for (Injection injection : injections) {
            passed = injection.pass(place, passed, operation, exchange);
        }
        return passed;
    }
}
