// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.KeyFinder;
import io.sallyport.hardware.ctap.TcpKey;
import java.io.IOException;
import java.util.List;

/** Simulated keys at known ports: attached while somebody listens there. */
public record SimulatedKeys(List<TcpKey> keys) implements KeyFinder {
    public SimulatedKeys {
        keys = List.copyOf(keys);
    }

    @Override
    public List<AttachedKey> find() {
        return keys.stream()
                .filter(SimulatedKeys::answers)
                .<AttachedKey>map(key -> key)
                .toList();
    }

    private static boolean answers(TcpKey key) {
        try {
            key.open().close();
            return true;
        } catch (DeviceException | IOException absent) {
            return false;
        }
    }
}
