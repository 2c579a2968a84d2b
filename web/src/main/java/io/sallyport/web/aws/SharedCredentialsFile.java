// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/** Where people keep keys for AWS's programs, read by AWS's own reader. */
public record SharedCredentialsFile(Path file) {
    /** {@code AWS_SHARED_CREDENTIALS_FILE}, or else {@code ~/.aws/credentials}; empty when it is not there. */
    public static Optional<SharedCredentialsFile> find() {
        return ProfileFileLocation.credentialsFileLocation().map(SharedCredentialsFile::new);
    }

    /** The properties of a profile: secrets, some of them. */
    public Optional<Map<String, String>> profile(String name) throws IOException {
        try {
            return ProfileFile.builder()
                    .content(file)
                    .type(ProfileFile.Type.CREDENTIALS)
                    .build()
                    .profile(name)
                    .map(Profile::properties);
        } catch (RuntimeException unreadable) {
            throw new IOException("cannot read " + file + " as a shared credentials file", unreadable);
        }
    }
}
