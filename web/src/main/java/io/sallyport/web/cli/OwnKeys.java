// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.web.aws.SharedCredentialsFile;
import io.sallyport.web.aws.SignedClient.Keys;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        SharedCredentialsFile shared = SharedCredentialsFile.find()
                .orElseThrow(() -> new Refused("there is no shared credentials file to take profile '" + name
                        + "' from: make ~/.aws/credentials, or set AWS_SHARED_CREDENTIALS_FILE"));
        try {
            Map<String, String> profile = shared.profile(name)
                    .orElseThrow(() -> new Refused("there is no profile '" + name + "' in " + shared.file()));
            return of(
                    profile.get("aws_access_key_id"),
                    profile.get("aws_secret_access_key"),
                    profile.get("aws_session_token"),
                    "profile '" + name + "' in " + shared.file()
                            + " has no aws_access_key_id and aws_secret_access_key");
        } catch (IOException unreadable) {
            throw new Refused(String.valueOf(unreadable.getMessage()), unreadable);
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
