// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What an operator does with fobs. A fob that she puts into quarantine stays there until she has seen two consecutive
 * codes of it; one that its owner gave back may also show them to enrol with its next owner.
 */
public final class FobStock {
    private final MfaRegistry registry;
    private final InstantSource clock;

    public FobStock(MfaRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Two consecutive codes that a fob shows. */
    public record Codes(String first, String second) {}

    /**
     * Where a fob is to go.
     *
     * @param codes wanted for {@link FobState#IN_STOCK}, else empty
     */
    public record Move(FobState to, Optional<Codes> codes) {}

    /**
     * Moves a fob.
     *
     * @param by who: an ARN, or {@link StockedFob#OPERATOR}
     * @param taking hears of a fob before it is taken from its owner, and may refuse
     * @throws IamException {@code NO_SUCH_ENTITY}, {@code INVALID_INPUT} where no way leads
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE} if the codes are not two consecutive ones it shows about now
     */
    public StockedFob move(Account account, MfaSerial serial, Move move, String by, Consumer<StockedFob> taking) {
        StockedFob fob = account.fobs().lock(serial).orElseThrow(() -> MfaDevices.noSuchDevice(serial));
        requireWay(fob.state(), move);
        FobState from = fob.state();
        if (from == FobState.ASSIGNED) {
            taking.accept(fob);
            boolean lost = move.to() == FobState.LOST;
            registry.deactivate(account.mfaDevices(), owner(fob), serial, lost, by);
            from = lost ? FobState.LOST : FobState.QUARANTINE;
        }
        move.codes().ifPresent(codes -> {
            if (!registry.inspect(account.mfaDevices(), fob.device(), codes.first(), codes.second())) {
                throw new Refusal(MfaRegistry.codeNotValid());
            }
        });
        boolean held = move.to() == FobState.QUARANTINE;
        if (!account.fobs().move(serial, from, move.to(), held, clock.instant(), by)) {
            throw new IamException(Kind.CONCURRENT_MODIFICATION, "The fob was moved meanwhile: look where it is.");
        }
        return account.fobs().find(serial).orElseThrow();
    }

    private static UniqueId owner(StockedFob fob) {
        UniqueId owner = fob.device().owner();
        if (owner == null) {
            throw new AssertionError("an assigned fob has an owner: the table's own constraint");
        }
        return owner;
    }

    private static void requireWay(FobState from, Move move) {
        if (move.to() == FobState.ASSIGNED) {
            throw refused("A fob becomes somebody's when she enables it: EnableMFADevice.");
        }
        if (!from.next().contains(move.to())) {
            String ways = from.next().stream()
                    .filter(state -> state != FobState.ASSIGNED)
                    .map(FobState::name)
                    .collect(Collectors.joining(", "));
            throw refused("The fob is " + from + ", from where it goes "
                    + (ways.isEmpty() ? "nowhere." : "to " + ways + " only."));
        }
        if (move.codes().isPresent() != (move.to() == FobState.IN_STOCK)) {
            throw refused("Two consecutive codes belong to IN_STOCK, and to nothing else.");
        }
    }

    private static IamException refused(String message) {
        return new IamException(Kind.INVALID_INPUT, message);
    }
}
