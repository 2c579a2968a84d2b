// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import java.util.Optional;
import java.util.Set;

/** A device's persistent memory: small named records, private keys among them. A write is complete when it returns. */
public interface Storage {
    /** A fresh copy. */
    Optional<byte[]> read(String name);

    void write(String name, byte[] content);

    void delete(String name);

    /** In alphabetical order. */
    Set<String> names();

    /** Memory that lasts as long as this object. */
    static Storage inMemory() {
        return new MemoryStorage();
    }
}
