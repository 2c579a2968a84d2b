// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * authenticatorReset (CTAP 2.1 §6.6): as good as new. What the key was made with, its attestation and its serial number,
 * has names of other kinds in storage.
 */
final class Reset implements Command {
    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final String PREFIX = "fido.";
    /** It guards the others until they are gone. */
    private static final String LAST = "fido.pin";

    private final Environment environment;
    private final Instant poweredUp;
    private final Credentials credentials;
    private final Runnable restart;

    /** @param restart forgets everything that is not in storage */
    Reset(Environment environment, Instant poweredUp, Credentials credentials, Runnable restart) {
        this.environment = environment;
        this.poweredUp = poweredUp;
        this.credentials = credentials;
        this.restart = restart;
    }

    @Override
    public Step run(Parameters parameters) {
        Duration since = Duration.between(poweredUp, environment.clock().instant());
        if (since.compareTo(WINDOW) > 0) {
            throw new CtapException(CtapStatus.NOT_ALLOWED);
        }
        return new Step.Touch(this::wipe);
    }

    /** In an order in which the plug may be pulled at any time. */
    private Bytes wipe() {
        credentials.wipe();
        Storage storage = environment.storage();
        storage.names().stream()
                .filter(name -> name.startsWith(PREFIX))
                .sorted(Comparator.comparing(LAST::equals))
                .forEach(storage::delete);
        restart.run();
        return Bytes.empty();
    }
}
