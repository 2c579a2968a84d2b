// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.stock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.NewFob;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedFileException;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The fobs of a seed file that was read to its end: all of them are taken in, or none is.
 *
 * @param quarantine whether an operator wants to see codes of each before anybody gets it
 */
public record SeedDelivery(List<NewFob> fobs, boolean quarantine) {
    public SeedDelivery {
        fobs = List.copyOf(fobs);
    }

    /**
     * Reads a file of any format.
     *
     * @param key what opens its seeds
     * @param progress hears how many fobs have been read
     * @throws SeedFileException on the first row that breaks a rule
     * @throws IOException if {@code file} fails or is no text
     */
    public static SeedDelivery read(InputStream file, SeedKey key, boolean quarantine, IntConsumer progress)
            throws IOException {
        List<NewFob> fobs = new ArrayList<>();
        SeedFile.read(file, key, token -> {
            fobs.add(fob(token));
            progress.accept(fobs.size());
        });
        return new SeedDelivery(fobs, quarantine);
    }

    private static NewFob fob(TokenSeed token) {
        return new NewFob(
                CodeDevice.newFob(new MfaSerial(token.serial()), token.parameters(), token.counter(), token.drift()),
                token.seed(),
                token.maker());
    }

    /**
     * What taking it in would refuse.
     *
     * @throws io.sallyport.core.IamException {@code ENTITY_ALREADY_EXISTS} naming the first that is known
     */
    public void requireUnknown(Account account) {
        List<MfaSerial> serials = serials();
        account.fobs().known(serials).stream().findFirst().ifPresent(known -> {
            throw Fobs.known(known, serials.indexOf(known) + 1);
        });
    }

    /**
     * Takes it in.
     *
     * @param by who: an ARN, or {@link io.sallyport.core.mfa.StockedFob#OPERATOR}
     * @return how many
     * @throws io.sallyport.core.IamException as {@link #requireUnknown}
     */
    public int into(Account account, Instant now, String by) {
        account.fobs().add(fobs, quarantine, now, by);
        return fobs.size();
    }

    /** Where they go. */
    public FobState state() {
        return quarantine ? FobState.QUARANTINE : FobState.IN_STOCK;
    }

    /** What an event tells of it. */
    public ObjectNode parameters() {
        return EventRecord.json().put("fobs", fobs.size()).put("quarantine", quarantine);
    }

    private List<MfaSerial> serials() {
        return fobs.stream().map(fob -> fob.device().serial()).toList();
    }
}
