// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import java.util.HashMap;
import java.util.Map;

/** A site's {@code userVerification} (WebAuthn L3 §5.8.6), where {@code preferred} is what nothing means. */
final class VerificationWish {
    private static final String MEMBER = "userVerification";
    private static final String SELECTION = "authenticatorSelection";

    private VerificationWish() {}

    /** The options, where a mere preference is no wish any more. */
    static Map<String, Object> dropped(Map<String, Object> options) {
        Object wish = options.getOrDefault(MEMBER, "preferred");
        if (!"preferred".equals(wish)) {
            return options;
        }
        Map<String, Object> without = new HashMap<>(options);
        without.put(MEMBER, "discouraged");
        return without;
    }

    /** As {@link #dropped}, where the wish stands among the criteria of selection. */
    static Map<String, Object> droppedOnCreation(Map<String, Object> options) {
        Map<String, Object> selection = new HashMap<>();
        if (options.get(SELECTION) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> selection.put(String.valueOf(name), value));
        }
        Map<String, Object> without = new HashMap<>(options);
        without.put(SELECTION, dropped(selection));
        return without;
    }
}
