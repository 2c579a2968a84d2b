// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import java.util.Optional;
import java.util.Set;

/**
 * What browsers call the relying party.
 *
 * @param rpId a domain, such as {@code example.org}; never an address
 * @param name what a browser may show
 * @param origins of the pages that may run a ceremony, compared exactly, port included
 * @param topOrigins of pages that may show these in a frame; empty for none (WebAuthn L3 §13.4.9)
 * @param appId of U2F, by which credentials from before WebAuthn were made (WebAuthn L3 §10.1.1); empty for none
 */
public record WebSite(String rpId, String name, Set<String> origins, Set<String> topOrigins, Optional<String> appId) {
    public WebSite {
        origins = Set.copyOf(origins);
        topOrigins = Set.copyOf(topOrigins);
    }

    /** One that is shown in no frame. */
    public WebSite(String rpId, String name, Set<String> origins, Optional<String> appId) {
        this(rpId, name, origins, Set.of(), appId);
    }
}
