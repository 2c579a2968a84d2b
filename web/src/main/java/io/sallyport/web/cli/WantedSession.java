// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which session of STS is wanted, but for the device that proves who asks. */
record WantedSession(URI endpoint, String action, SortedMap<String, String> parameters, boolean byKey) {
    private static final String SERIAL = "SerialNumber";

    /** Of {@code GetSessionToken} without a role, of {@code AssumeRole} with one. */
    static WantedSession of(
            URI endpoint,
            @Nullable String mfaSerial,
            @Nullable String roleArn,
            String roleSessionName,
            @Nullable String externalId,
            @Nullable Integer seconds) {
        SortedMap<String, String> parameters = new TreeMap<>();
        put(parameters, SERIAL, mfaSerial);
        put(parameters, "DurationSeconds", seconds);
        if (roleArn != null) {
            put(parameters, "RoleArn", roleArn);
            put(parameters, "RoleSessionName", roleSessionName);
            put(parameters, "ExternalId", externalId);
        }
        return new WantedSession(endpoint, roleArn == null ? "GetSessionToken" : "AssumeRole", parameters, false);
    }

    /** The same, opened by a security key. */
    WantedSession withKey() {
        return new WantedSession(endpoint, action, parameters, true);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    Optional<String> mfaSerial() {
        return Optional.ofNullable(parameters.get(SERIAL));
    }

    Map<String, String> withCode(String code) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("TokenCode", code);
        return all;
    }

    /** Differs wherever the session would: a name for the file of its credentials that tells nothing. */
    String fingerprint(String accessKeyId) {
        String all = String.join("\0", endpoint.toString(), accessKeyId, action, parameters + (byKey ? " by key" : ""));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
