// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.simulators.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a fob remembers from press to press.
 *
 * @param presses since it was made
 * @param counter of the next press, for an event-based fob
 * @param lit when the button was pressed last; before the earliest instant if never
 */
record FobMemory(long presses, long counter, Instant lit) {
    private static String name(String serial) {
        return "fob-" + serial;
    }

    static FobMemory read(Storage storage, String serial, long firstCounter) {
        return storage.read(name(serial))
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII).split(" "))
                .map(words ->
                        new FobMemory(Long.parseLong(words[0]), Long.parseLong(words[1]), Instant.parse(words[2])))
                .orElse(new FobMemory(0, firstCounter, Instant.MIN));
    }

    void write(Storage storage, String serial) {
        storage.write(name(serial), (presses + " " + counter + " " + lit).getBytes(StandardCharsets.US_ASCII));
    }

    FobMemory pressed(Instant now, boolean counts) {
        return new FobMemory(presses + 1, counts ? counter + 1 : counter, now);
    }
}
