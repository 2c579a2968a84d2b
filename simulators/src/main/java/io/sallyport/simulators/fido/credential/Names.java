// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.simulators.fido.message.Parameters;
import java.nio.charset.StandardCharsets;

/** What people read and a key has little room for. */
final class Names {
    /** Bytes of UTF-8 that have to be kept at least (CTAP 2.1 §6.1). */
    static final int MAX_BYTES = 64;

    private Names() {}

    /** As much as fits, in whole characters. */
    static String truncated(String name) {
        int end = 0;
        int bytes = 0;
        while (end < name.length()) {
            int next = name.offsetByCodePoints(end, 1);
            bytes += name.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_BYTES) {
                break;
            }
            end = next;
        }
        return name.substring(0, end);
    }

    /** Icons are no longer kept, but have to be text still (CTAP 2.0 §5.1). */
    static void requireIconOfText(Parameters entity) {
        entity.text("icon");
    }
}
