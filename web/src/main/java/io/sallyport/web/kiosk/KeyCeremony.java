// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import com.fasterxml.jackson.databind.JsonNode;

/** What the server says a ceremony is about. */
record KeyCeremony(JsonNode told) {
    /** The options to register by, if it is a registration for this site. */
    String registration(KioskSite site) {
        require(told.path("kind").asText().equals("KEY_REGISTRATION"), "this is no registration of a key");
        requireSite(site, told.at("/publicKey/rp/id"));
        return options();
    }

    /** The options to sign by, if it is the proof of that registration by that credential and no other. */
    String proof(KioskSite site, String registration, String credentialId) {
        JsonNode allowed = told.at("/publicKey/allowCredentials");
        require(
                told.path("kind").asText().equals("KEY_PROOF")
                        && told.path("registration").asText().equals(registration)
                        && allowed.size() == 1
                        && allowed.path(0).path("id").asText().equals(credentialId),
                "this is no proof of the key that was just registered");
        requireSite(site, told.at("/publicKey/rpId"));
        return options();
    }

    boolean wantsVerification() {
        return told.at("/publicKey/authenticatorSelection/userVerification")
                .asText()
                .equals("required");
    }

    private void requireSite(KioskSite site, JsonNode rpId) {
        require(
                rpId.asText().equals(site.rpId()),
                "the server calls itself " + rpId.asText() + ", and this kiosk signs for " + site.rpId()
                        + " only: start it with --origin as a browser shows it");
    }

    private String options() {
        return told.path("publicKey").toString();
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new KioskRefusal(otherwise);
        }
    }
}
