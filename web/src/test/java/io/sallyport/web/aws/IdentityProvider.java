// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.web.aws.Packaged.Ran;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An OpenID Connect provider by PyJWT: its keys, its tokens, and the tokens of those who forge them.
 *
 * @param made tokens with the claims that were asked for
 */
record IdentityProvider(JsonNode jwks, Map<String, String> good, Map<String, Forged> forged, List<String> made) {
    static final String ISSUER = "https://idp.example.org/realms/acme";
    static final String HOST = "idp.example.org/realms/acme";
    static final String AUDIENCE = "sts.amazonaws.com";
    static final String SUBJECT = "repo:acme/app:ref:refs/heads/main";

    /** With what it is to be refused with. */
    record Forged(String token, String code, String message) {
        /** The name of a test says which one it is. */
        @Override
        public String toString() {
            return code;
        }
    }

    /** @param claims JSON, over the usual ones */
    static IdentityProvider at(Instant now, Path directory, String... claims) throws Exception {
        return of(ISSUER, now, directory, claims);
    }

    static IdentityProvider of(String issuer, Instant now, Path directory, String... claims) throws Exception {
        Path script = Files.createTempFile(directory, "identity_provider", ".py");
        try (InputStream in = Objects.requireNonNull(
                IdentityProvider.class.getResourceAsStream("identity_provider.py"), "identity_provider.py")) {
            Files.write(script, in.readAllBytes());
        }
        List<String> command = new ArrayList<>(
                List.of(Scripts.PYTHON, script.toString(), issuer, AUDIENCE, Long.toString(now.getEpochSecond())));
        command.addAll(List.of(claims));
        Ran ran = Packaged.run(directory, Map.of("HOME", directory.toString()), command);
        if (ran.exit() != 0) {
            throw new IllegalStateException("install Debian's package python3-jwt: " + ran.err());
        }
        JsonNode all = ran.json();
        Map<String, String> good = new LinkedHashMap<>();
        all.path("good")
                .properties()
                .forEach(token -> good.put(token.getKey(), token.getValue().textValue()));
        Map<String, Forged> forged = new LinkedHashMap<>();
        all.path("forged")
                .properties()
                .forEach(token -> forged.put(
                        token.getKey(),
                        new Forged(
                                token.getValue().path("token").textValue(),
                                token.getValue().path("code").textValue(),
                                token.getValue().path("message").textValue())));
        List<String> made = new ArrayList<>();
        all.path("made").forEach(token -> made.add(token.textValue()));
        return new IdentityProvider(all.path("jwks"), good, forged, made);
    }

    String token() {
        return Objects.requireNonNull(good.get("RS256"));
    }
}
