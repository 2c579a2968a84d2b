// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --authority}: the installation's own maker of security keys, who vouches for them. */
final class SimulatedAuthority {
    @Option(
            names = "--authority",
            paramLabel = "DIR",
            description =
                    "Whose keys and certificates vouch for it: a directory that several keys and their metadata may"
                            + " share, made when it is missing.")
    private @Nullable Path directory;

    /** Empty if none was named. */
    Optional<AttestationAuthority> open() {
        Path named = directory;
        if (named == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(AttestationAuthority.in(named, Clock.systemUTC(), new SecureRandom()));
        } catch (UncheckedIOException unusable) {
            throw new Refused("cannot use " + named + ": " + unusable.getMessage(), unusable);
        }
    }
}
