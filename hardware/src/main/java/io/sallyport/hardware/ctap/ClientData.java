// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.fido.client.clientdata.ClientDataProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the key signs besides its own data (WebAuthn L3 §5.8.1).
 *
 * @param json in the order of §5.8.1.1
 * @param effectiveDomain the origin's host, of which the rp id must be a suffix
 */
record ClientData(String json, String effectiveDomain) {
    static ClientData create(byte[] challenge, String origin) {
        return of("webauthn.create", challenge, origin);
    }

    static ClientData get(byte[] challenge, String origin) {
        return of("webauthn.get", challenge, origin);
    }

    private static ClientData of(String type, byte[] challenge, String origin) {
        String host = URI.create(origin).getHost();
        if (host == null) {
            throw new IllegalArgumentException("not an origin: " + origin);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type);
        members.put("challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
        members.put("origin", origin);
        members.put("crossOrigin", false);
        return new ClientData(WebAuthnJson.write(members), host);
    }

    ClientDataProvider provider() {
        return ClientDataProvider.fromClientDataJson(json.getBytes(StandardCharsets.UTF_8));
    }
}
