// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.yubico.webauthn.data.ByteArray;

/**
 * Whether a page ran in a frame of another origin, by its client's word (WebAuthn L3 §7.1 steps 10 and 11, §7.2 steps 13 and
 * 14).
 *
 * @param crossOrigin of the client data; missing if it does not tell
 * @param topOrigin of the page around it; missing if it does not tell
 */
record Framing(JsonNode crossOrigin, JsonNode topOrigin) {
    static Framing of(ByteArray clientDataJson) {
        JsonNode told = Ceremonies.clientData(clientDataJson);
        return new Framing(told.path("crossOrigin"), told.path("topOrigin"));
    }

    private boolean alone() {
        return topOrigin.isMissingNode() && (crossOrigin.isMissingNode() || crossOrigin.equals(BooleanNode.FALSE));
    }

    /** Browsers from before Level 3 do not tell which page is around: whose site expects one takes their word. */
    boolean isExpected(WebSite site) {
        boolean knownPage = topOrigin.isMissingNode()
                || (topOrigin.isTextual() && site.topOrigins().contains(topOrigin.textValue()));
        return alone() || (!site.topOrigins().isEmpty() && crossOrigin.equals(BooleanNode.TRUE) && knownPage);
    }
}
