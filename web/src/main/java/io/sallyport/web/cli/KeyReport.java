// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.KeyInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a key says of itself, in the words of the specification. */
final class KeyReport {
    private KeyReport() {}

    /** Members that do not apply are absent. */
    static Map<String, Object> of(KeyInfo info) {
        Map<String, Object> members = new LinkedHashMap<>();
        info.model().ifPresent(model -> members.put("model", model));
        info.aaguid().ifPresent(aaguid -> members.put("aaguid", aaguid.toUuid().toString()));
        members.put("firmware", info.firmware());
        members.put("versions", info.versions());
        if (info.aaguid().isPresent()) {
            members.put("extensions", info.extensions());
            members.put("options", new TreeMap<>(info.options()));
            members.put("pinProtocols", info.pinProtocols());
            members.put("transports", info.transports());
        }
        info.minPinLength().ifPresent(length -> members.put("minPinLength", length));
        info.minPinLength().ifPresent(length -> members.put("pinChangeForced", info.pinChangeForced()));
        info.pinTriesLeft().ifPresent(tries -> members.put("pinTriesLeft", tries));
        info.remainingCredentials().ifPresent(left -> members.put("remainingCredentials", left));
        return members;
    }
}
