// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.web.aws.SignedClient.Keys;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/** The keys a person has for good, from where AWS's programs look for them: secrets are never arguments. */
record OwnKeys(String accessKeyId, Keys keys) {
    static OwnKeys ofEnvironment(Map<String, String> environment) {
        return of(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN"),
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give --profile with the name of a profile of the"
                        + " shared credentials file");
    }

    /** From the shared credentials file: {@code AWS_SHARED_CREDENTIALS_FILE}, or else {@code ~/.aws/credentials}. */
    static OwnKeys ofProfile(String name) {
        Path file = ProfileFileLocation.credentialsFileLocation()
                .orElseThrow(() -> new Refused("there is no shared credentials file to take profile '" + name
                        + "' from: make ~/.aws/credentials, or set AWS_SHARED_CREDENTIALS_FILE"));
        Profile profile = read(file)
                .profile(name)
                .orElseThrow(() -> new Refused("there is no profile '" + name + "' in " + file));
        return of(
                profile.property("aws_access_key_id").orElse(null),
                profile.property("aws_secret_access_key").orElse(null),
                profile.property("aws_session_token").orElse(null),
                "profile '" + name + "' in " + file + " has no aws_access_key_id and aws_secret_access_key");
    }

    private static ProfileFile read(Path file) {
        try {
            return ProfileFile.builder()
                    .content(file)
                    .type(ProfileFile.Type.CREDENTIALS)
                    .build();
        } catch (RuntimeException unreadable) {
            throw new Refused("cannot read " + file + " as a shared credentials file", unreadable);
        }
    }

    private static OwnKeys of(@Nullable String id, @Nullable String secret, @Nullable String token, String otherwise) {
        if (id == null || id.isBlank() || secret == null || secret.isBlank()) {
            throw new Refused(otherwise);
        }
        return new OwnKeys(
                id, token == null || token.isEmpty() ? Keys.longTerm(id, secret) : Keys.session(id, secret, token));
    }
}
