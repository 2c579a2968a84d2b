// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.KeyUses;
import io.sallyport.core.credential.KeyUse;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Notes the use of long-term keys, allowed or not what they were used for. Sessions have no such stamp. */
public final class KeyUseWitness implements Consumer<Verified<Signer>> {
    private final KeyUses uses;
    private final InstantSource clock;

    public KeyUseWitness(KeyUses uses, InstantSource clock) {
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public void accept(Verified<Signer> verified) {
        if (verified.principal() instanceof Signer.Key signer) {
            uses.used(
                    signer.account(),
                    signer.key().id(),
                    new KeyUse(clock.instant().truncatedTo(ChronoUnit.SECONDS), verified.service(), verified.region()));
        }
    }
}
