// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

import io.sallyport.core.Bytes;
import java.util.List;
import java.util.Set;

/**
 * Which product a simulated key is, as far as its protocols show.
 *
 * @param name for people, such as {@code YubiKey 5.4.3}
 * @param versions of authenticatorGetInfo (CTAP 2.1 §6.4), as are {@code extensions}, {@code transports} and, in its order
 *     of preference, {@code pinProtocols}
 * @param algorithms COSE identifiers, preferred first
 */
public record KeyProfile(
        String name,
        Bytes aaguid,
        Firmware firmware,
        List<String> versions,
        List<String> extensions,
        List<String> transports,
        List<Long> algorithms,
        List<Integer> pinProtocols,
        Limits limits,
        Set<Feature> features) {

    private static final Bytes NO_AAGUID = Bytes.of(new byte[16]);

    /** A YubiKey 5 NFC of firmware 5.4.3. */
    public static final KeyProfile YUBIKEY_5_4_3 = new KeyProfile(
            "YubiKey 5.4.3",
            Bytes.ofHex("2fc0579f811347eab116bb5a8db9202a"),
            new Firmware(5, 4, 3),
            List.of("U2F_V2", "FIDO_2_0", "FIDO_2_1_PRE"),
            List.of("credProtect", "hmac-secret"),
            List.of("nfc", "usb"),
            List.of(-7L, -8L),
            List.of(2, 1),
            new Limits(1200, 8, 128, 25, 4, 0, 0),
            Set.of(Feature.U2F, Feature.CTAP2, Feature.CREDENTIAL_MANAGEMENT_PREVIEW));

    public KeyProfile {
        versions = List.copyOf(versions);
        extensions = List.copyOf(extensions);
        transports = List.copyOf(transports);
        algorithms = List.copyOf(algorithms);
        pinProtocols = List.copyOf(pinProtocols);
        features = Set.copyOf(features);
    }

    /** Keys without CTAP2 have none. */
    public boolean hasAaguid() {
        return !aaguid.equals(NO_AAGUID);
    }

    /** What Yubico's certificates call it: an OID. */
    public String deviceType() {
        return "1.3.6.1.4.1.41482.1.7";
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }
}
