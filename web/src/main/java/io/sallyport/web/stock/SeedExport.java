// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.stock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.NewFob;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.hardware.otp.Pskc;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fobs that leave for another token server: an encrypted PSKC file with their counters and offsets, never a plain one. */
public final class SeedExport {
    private static final int PAGE = 1000;

    private final List<TokenSeed> tokens;

    private SeedExport(List<TokenSeed> tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads the fobs that are in any of these states.
     *
     * @throws IamException {@code INVALID_INPUT} without a state, or for retired fobs, which have no seed; {@code
     *     NO_SUCH_ENTITY} if there is none
     */
    public static SeedExport of(Account account, Set<FobState> states, Instant now) {
        if (states.isEmpty() || states.contains(FobState.RETIRED)) {
            throw new IamException(
                    Kind.INVALID_INPUT,
                    "say which fobs are to leave, of QUARANTINE, IN_STOCK, ASSIGNED and LOST: a retired one has no seed");
        }
        Fobs.Filter filter = new Fobs.Filter(states, null, null);
        List<TokenSeed> tokens = new ArrayList<>();
        @Nullable String marker = null;
        do {
            Page<NewFob> page = account.fobs().seeds(filter, PageRequest.of(PAGE, marker));
            page.items().forEach(fob -> tokens.add(token(fob, now)));
            marker = page.marker();
        } while (marker != null);
        if (tokens.isEmpty()) {
            throw new IamException(Kind.NO_SUCH_ENTITY, "There is no fob in any of these states.");
        }
        return new SeedExport(tokens);
    }

    private static TokenSeed token(NewFob fob, Instant now) {
        CodeDevice device = fob.device();
        boolean counts = device.parameters().algorithm() == Algorithm.HOTP;
        return new TokenSeed(
                device.serial().value(),
                fob.seed(),
                device.parameters(),
                counts ? device.clock().lastStep() + 1 : 0,
                counts ? 0 : device.offsetAt(now),
                fob.maker());
    }

    public int size() {
        return tokens.size();
    }

    /** What was asked for, as an event tells it. */
    public static ObjectNode parameters(Set<FobState> states) {
        ObjectNode told = EventRecord.json();
        states.stream().sorted().map(FobState::name).forEach(told.putArray("states")::add);
        return told;
    }

    /**
     * Writes the file.
     *
     * @throws IllegalArgumentException if {@code key} is none that a file can be encrypted with; quotes nothing of it
     */
    public void write(OutputStream out, SeedKey key, SecureRandom random) throws IOException {
        if (key instanceof SeedKey.None) {
            throw new IllegalArgumentException("seeds leave encrypted only: give a key or a password");
        }
        Pskc.write(out, tokens, key, random);
    }
}
