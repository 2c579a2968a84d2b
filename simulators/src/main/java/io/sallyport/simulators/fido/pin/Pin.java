// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.Optional;

/**
 * The PIN: LEFT(SHA-256(pin), 16), and how often it may still be wrong.
 *
 * <p>Invariant: a try is paid for in storage before it is compared, so pulling the plug gives none for free.
 */
public final class Pin {
    private static final String RECORD = "fido.pin";
    private static final int MAX_MISMATCHES = 3;

    private final Storage storage;
    /** In a row, since power-up. */
    private int mismatches;

    Pin(Storage storage) {
        this.storage = storage;
    }

    public boolean isSet() {
        return record().isPresent();
    }

    /** Whether it is too short, or somebody demanded that it be another (§6.11.4). */
    public boolean isChangeForced() {
        return record().filter(PinRecord::changeForced).isPresent();
    }

    public int retries() {
        return record().map(PinRecord::retries).orElse(PinRecord.MAX_RETRIES);
    }

    /** Whether nothing helps but pulling the key out and putting it in again. */
    public boolean needsPowerCycle() {
        return mismatches >= MAX_MISMATCHES;
    }

    /** Demands that there be a PIN that may be tried. */
    public void requireTries() {
        PinRecord pin = record().orElseThrow(() -> new CtapException(CtapStatus.PIN_NOT_SET));
        if (pin.retries() == 0) {
            throw new CtapException(CtapStatus.PIN_BLOCKED);
        }
        if (needsPowerCycle()) {
            throw new CtapException(CtapStatus.PIN_AUTH_BLOCKED);
        }
    }

    /** @return whether that is its hash; whatever could not be decrypted is a wrong one */
    boolean attempt(Optional<byte[]> hash) {
        requireTries();
        PinRecord before = record().orElseThrow();
        PinRecord paid = before.withRetries(before.retries() - 1);
        write(paid);
        if (hash.isEmpty() || !paid.matches(hash.get())) {
            mismatches++;
            return false;
        }
        mismatches = 0;
        write(paid.withRetries(PinRecord.MAX_RETRIES));
        return true;
    }

    /** Why the last attempt was refused. */
    CtapException refusal() {
        if (retries() == 0) {
            return new CtapException(CtapStatus.PIN_BLOCKED);
        }
        return new CtapException(needsPowerCycle() ? CtapStatus.PIN_AUTH_BLOCKED : CtapStatus.PIN_INVALID);
    }

    void set(NewPin pin) {
        write(PinRecord.of(pin));
    }

    boolean isSameAs(NewPin pin) {
        return record().filter(current -> current.matches(pin.hash())).isPresent();
    }

    public boolean isShorterThan(int codePoints) {
        return record().filter(current -> current.codePoints() < codePoints).isPresent();
    }

    void forceChange() {
        record().map(PinRecord::withChangeForced).ifPresent(this::write);
    }

    private Optional<PinRecord> record() {
        return storage.read(RECORD).map(PinRecord::decode);
    }

    private void write(PinRecord record) {
        Bytes encoded = record.encode();
        storage.write(RECORD, encoded.toArray());
    }
}
