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
 * @param appId of U2F, by which credentials from before WebAuthn were made (WebAuthn L3 §10.1.1); empty for none
 */
public record WebSite(String rpId, String name, Set<String> origins, Optional<String> appId) {
    public WebSite {
        origins = Set.copyOf(origins);
    }
}
