// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

final class MemoryStorage implements Storage {
    private final TreeMap<String, byte[]> records = new TreeMap<>();

    @Override
    public synchronized Optional<byte[]> read(String name) {
        return Optional.ofNullable(records.get(name)).map(byte[]::clone);
    }

    @Override
    public synchronized void write(String name, byte[] content) {
        records.put(name, content.clone());
    }

    @Override
    public synchronized void delete(String name) {
        records.remove(name);
    }

    @Override
    public synchronized Set<String> names() {
        return new TreeSet<>(records.keySet());
    }
}
