// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.simulators.Storage;
import java.util.Optional;
import java.util.Set;

/** Memory whose key loses its power just before or just after one of its changes. */
final class CuttingStorage implements Storage {
    /** The plug is out. */
    static final class PowerCut extends RuntimeException {}

    private final Storage storage = Storage.inMemory();
    private int changesLeft = Integer.MAX_VALUE;
    private boolean after;

    /**
     * @param change the number of the change, from 1 on
     * @param isAfter whether it is still complete
     */
    void cutAt(int change, boolean isAfter) {
        changesLeft = change;
        after = isAfter;
    }

    void plugIn() {
        changesLeft = Integer.MAX_VALUE;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return storage.read(name);
    }

    @Override
    public void write(String name, byte[] content) {
        change(() -> storage.write(name, content));
    }

    @Override
    public void delete(String name) {
        change(() -> storage.delete(name));
    }

    @Override
    public Set<String> names() {
        return storage.names();
    }

    private void change(Runnable change) {
        boolean last = --changesLeft == 0;
        if (last && !after) {
            throw new PowerCut();
        }
        change.run();
        if (last) {
            throw new PowerCut();
        }
    }
}
