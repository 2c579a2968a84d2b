// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.signature;

import java.security.Provider;
import java.util.function.Supplier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conscrypt, or Bouncy Castle where there is no native code of it. Neither becomes a provider of the process. Loaded once,
 * when first asked for; thread-safe.
 */
final class Verifiers implements Supplier<Provider> {
    private static final Logger LOG = LoggerFactory.getLogger(Verifiers.class);

    private final Supplier<Provider> conscrypt;
    private @Nullable Provider chosen;

    Verifiers() {
        this(Conscrypt::newProvider);
    }

    Verifiers(Supplier<Provider> conscrypt) {
        this.conscrypt = conscrypt;
    }

    @Override
    public synchronized Provider get() {
        if (chosen == null) {
            chosen = choose();
        }
        return chosen;
    }

    private Provider choose() {
        try {
            return conscrypt.get();
        } catch (LinkageError | RuntimeException noNativeCode) {
            LOG.info(
                    "P-256 signatures are verified by Bouncy Castle: no Conscrypt for this system ({})",
                    noNativeCode.toString());
            return new BouncyCastleProvider();
        }
    }
}
