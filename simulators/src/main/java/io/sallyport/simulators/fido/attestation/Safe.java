// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import io.sallyport.simulators.Storage;
import java.util.function.Supplier;

/** Where an attestation authority keeps its keys and certificates: each is made once. */
interface Safe {
    /** @param maker called when nothing is kept under the name, and never by two at the same time */
    byte[] orMake(String name, Supplier<byte[]> maker);

    /** Beside whatever else is in the storage. */
    static Safe in(Storage storage) {
        return (name, maker) -> {
            synchronized (storage) {
                return storage.read("attestation." + name).orElseGet(() -> {
                    byte[] made = maker.get();
                    storage.write("attestation." + name, made);
                    return made;
                });
            }
        };
    }
}
