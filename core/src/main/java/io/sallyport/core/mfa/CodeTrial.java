// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.mfa.CodeVerification.Outcome;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One code, looked at in an amount of work that does not tell why it is refused: where a device or its owner does not
 * exist a decoy stands in, so that the same statements are run, the same rows are written and as many codes are reckoned.
 */
final class CodeTrial {
    private final CodeVerification verification;
    private final MfaDevices devices;
    private final SecureRandom random;

    /** @param device null where a decoy stands in */
    private record Looked(@Nullable CodeDevice device, Outcome outcome) {}

    CodeTrial(CodeVerification verification, MfaDevices devices, SecureRandom random) {
        this.verification = verification;
        this.devices = devices;
        this.random = random;
    }

    CodeAnswer of(Claimant claimant, List<MfaSerial> serials, String code, Instant now) {
        UniqueId owner = claimant.counted();
        // Her rows before those of her devices, and these by their serials: whoever locks both does so in this order.
        List<OwnerThrottle> throttles = Stream.of(Guessed.CODE, Guessed.ANY_CODE)
                .filter(what -> what == Guessed.CODE || serials.isEmpty())
                .map(what -> OwnerThrottle.of(devices.wrongTries(), owner, what))
                .toList();
        boolean rests = throttles.stream().anyMatch(throttle -> throttle.rests(now));
        CodeDevice decoy = devices.decoys().of(claimant.name(), this::newSeed);
        List<MfaSerial> wanted = serials.isEmpty() ? all(owner, decoy) : serials;
        FixedWork work = verification.newWork();
        List<Looked> looked = new ArrayList<>();
        for (MfaSerial serial : wanted) {
            Looked one = look(work, owner, serial, decoy, code, rests);
            if (one.outcome() == Outcome.ACCEPTED) {
                throttles.forEach(OwnerThrottle::right);
                CodeDevice shown = Objects.requireNonNull(one.device());
                return new CodeAnswer(shown, MfaEvidence.Method.of(shown), false, now);
            }
            looked.add(one);
        }
        work.fill(wanted.size(), code);
        boolean guess = isGuess(looked);
        if (!serials.isEmpty()) {
            looked.forEach(one -> count(one, decoy));
        }
        throttles.forEach(guess ? throttle -> throttle.wrong(now) : OwnerThrottle::unread);
        CodeDevice asked = serials.isEmpty() ? null : looked.get(0).device();
        return new CodeAnswer(null, asked == null ? null : MfaEvidence.Method.of(asked), guess, now);
    }

    /** As many as anybody may have. */
    private List<MfaSerial> all(UniqueId owner, CodeDevice decoy) {
        Stream<MfaSerial> hers =
                devices.of(owner).stream().filter(CodeDevice.class::isInstance).map(MfaDevice::serial);
        return Stream.concat(hers, Stream.generate(decoy::serial))
                .limit(MfaDevice.PER_OWNER)
                .toList();
    }

    private Looked look(
            FixedWork work, UniqueId owner, MfaSerial serial, CodeDevice decoy, String code, boolean ownerRests) {
        CodeDevice device = devices.lock(serial)
                .filter(found -> owner.equals(found.owner()))
                .orElse(null);
        if (device != null) {
            return new Looked(device, verification.watchedBy(work).look(devices, device, code, ownerRests));
        }
        work.match(devices.decoys().seed(decoy), decoy.parameters(), 0, 0, code);
        return new Looked(null, Outcome.RESTING);
    }

    /** A code that one device has used up already is no guess at the others. */
    private static boolean isGuess(List<Looked> looked) {
        return looked.stream().anyMatch(one -> one.outcome() == Outcome.WRONG)
                && looked.stream().noneMatch(one -> one.outcome() == Outcome.USED);
    }

    private void count(Looked one, CodeDevice decoy) {
        if (one.device() == null) {
            devices.decoys().unread(decoy);
        } else {
            verification.count(devices, one.device(), one.outcome() == Outcome.WRONG);
        }
    }

    private OtpSeed newSeed() {
        byte[] seed = new byte[MfaRegistry.SEED_BYTES];
        random.nextBytes(seed);
        return OtpSeed.of(seed);
    }
}
