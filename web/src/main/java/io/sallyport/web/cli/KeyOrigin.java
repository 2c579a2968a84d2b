// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.WebOrigin;
import io.sallyport.hardware.ctap.SecurityKey;
import java.net.URI;
import java.util.Locale;

/** The origin that a key is to sign for. */
final class KeyOrigin {
    private KeyOrigin() {}

    /**
     * That of the endpoint. A server on this machine calls itself localhost, whatever its address was typed as. Nothing
     * else is believed, or a server could have the key sign for another site.
     *
     * @param rpId what the server calls itself
     * @see SecurityKey#register the key is not asked where the two do not belong together
     */
    static String of(URI reached, String rpId) {
        String host = String.valueOf(reached.getHost()).toLowerCase(Locale.ROOT);
        boolean thisMachine = host.equals("127.0.0.1") || host.equals("[::1]");
        String name = thisMachine && rpId.equals("localhost") ? rpId : host;
        if (!name.equals(rpId) && !name.endsWith("." + rpId)) {
            throw new Refused("the server calls itself " + rpId + ", which " + reached
                    + " is not: give --endpoint or --origin as a browser shows it");
        }
        return WebOrigin.of(reached, name).toString();
    }
}
