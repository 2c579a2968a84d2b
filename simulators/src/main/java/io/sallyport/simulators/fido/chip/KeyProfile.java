// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

import io.sallyport.core.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which product a simulated key is, as far as its protocols show. {@link Products} has them all.
 *
 * @param name for people, such as {@code YubiKey 5.4.3}
 * @param aaguid zeros for keys without CTAP2
 * @param versions of authenticatorGetInfo (CTAP 2.1 §6.4), as are {@code extensions}, {@code transports} and, in its order
 *     of preference, {@code pinProtocols}
 * @param algorithms COSE identifiers, preferred first
 */
public record KeyProfile(
        String name,
        Model model,
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

    public KeyProfile {
        versions = List.copyOf(versions);
        extensions = List.copyOf(extensions);
        transports = List.copyOf(transports);
        algorithms = List.copyOf(algorithms);
        pinProtocols = List.copyOf(pinProtocols);
        features = Set.copyOf(features);
    }

    /** By name as people write it: {@code yubikey-5.4.3} is {@code YubiKey 5.4.3}. */
    public static Optional<KeyProfile> byName(String name) {
        return Products.ALL.stream().filter(p -> p.id().equals(id(name))).findFirst();
    }

    /** The YubiKey of a firmware such as {@code 5.4.3}; one that is not known itself is its series' last that is. */
    public static Optional<KeyProfile> byFirmware(String version) {
        return Firmware.parse(version).flatMap(Products::byFirmware);
    }

    /** What {@link #byName} takes, in lower case. */
    public String id() {
        return id(name);
    }

    private static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    public boolean hasAaguid() {
        return !aaguid.equals(NO_AAGUID);
    }

    /** Whether it is one of CTAP 2.1, rather than of CTAP 2.0 with some of what was to come. */
    public boolean isCtap21() {
        return versions.contains("FIDO_2_1");
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    public KeyProfile withFirmware(Firmware other) {
        return new KeyProfile(
                name,
                model,
                aaguid,
                other,
                versions,
                extensions,
                transports,
                algorithms,
                pinProtocols,
                limits,
                features);
    }

    public KeyProfile withLimits(Limits other) {
        return new KeyProfile(
                name,
                model,
                aaguid,
                firmware,
                versions,
                extensions,
                transports,
                algorithms,
                pinProtocols,
                other,
                features);
    }
}
