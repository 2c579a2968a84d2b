// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.fido.ctap.Ctap2Session;
import io.sallyport.core.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a key says of itself (authenticatorGetInfo, CTAP 2.1 §6.4).
 *
 * @param model by its AAGUID, if it is a known one
 * @param aaguid empty for a key that knows U2F only
 * @param firmware as CTAPHID's INIT tells it
 * @param options by name
 * @param pinTriesLeft where it has a PIN
 * @param remainingCredentials how many more discoverable credentials fit, where it tells
 */
public record KeyInfo(
        Optional<String> model,
        Optional<Bytes> aaguid,
        String firmware,
        List<String> versions,
        List<String> extensions,
        Map<String, Boolean> options,
        List<Integer> pinProtocols,
        List<String> transports,
        OptionalInt minPinLength,
        boolean pinChangeForced,
        OptionalInt pinTriesLeft,
        OptionalInt remainingCredentials) {
    public KeyInfo {
        versions = List.copyOf(versions);
        extensions = List.copyOf(extensions);
        options = Map.copyOf(options);
        pinProtocols = List.copyOf(pinProtocols);
        transports = List.copyOf(transports);
    }

    static KeyInfo ofU2f(String firmware, String version) {
        return new KeyInfo(
                Optional.empty(),
                Optional.empty(),
                firmware,
                List.of(version),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                false,
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    static KeyInfo of(Ctap2Session.InfoData info, String firmware, OptionalInt pinTriesLeft) {
        Bytes aaguid = Bytes.of(info.getAaguid());
        Map<String, Boolean> options = new TreeMap<>();
        info.getOptions().forEach((name, value) -> options.put(name, Boolean.TRUE.equals(value)));
        return new KeyInfo(
                KeyModel.named(aaguid),
                Optional.of(aaguid),
                firmware,
                info.getVersions(),
                info.getExtensions(),
                options,
                info.getPinUvAuthProtocols(),
                info.getTransports(),
                options.containsKey("clientPin") ? OptionalInt.of(info.getMinPinLength()) : OptionalInt.empty(),
                info.getForcePinChange(),
                pinTriesLeft,
                optional(info.getRemainingDiscoverableCredentials()));
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
