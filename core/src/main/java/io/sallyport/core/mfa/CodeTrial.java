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
        // Her row before those of her devices, and these by their serials: whoever locks both does so in this order.
        OwnerThrottle throttle = OwnerThrottle.of(devices.wrongTries(), owner, Guessed.CODE);
        CodeDevice decoy = devices.decoys().of(claimant.name(), this::newSeed);
        List<MfaSerial> wanted = serials.isEmpty() ? all(owner, decoy) : serials;
        FixedWork work = verification.newWork();
        List<Looked> looked = new ArrayList<>();
        for (MfaSerial serial : wanted) {
            Looked one = look(work, owner, serial, decoy, code, throttle.rests(now));
            if (one.outcome() == Outcome.ACCEPTED) {
                throttle.right();
                CodeDevice shown = Objects.requireNonNull(one.device());
                return new CodeAnswer(shown, MfaEvidence.Method.of(shown), false, now);
            }
            looked.add(one);
        }
        work.fill(wanted.size(), code);
        boolean guess = count(looked, decoy);
        if (guess) {
            throttle.wrong(now);
        } else {
            throttle.unread();
        }
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

    /** Whether it was a guess: a code that one device has used up already is none at the others. */
    private boolean count(List<Looked> looked, CodeDevice decoy) {
        boolean used = looked.stream().anyMatch(one -> one.outcome() == Outcome.USED);
        boolean guess = false;
        for (Looked one : looked) {
            if (one.device() == null) {
                devices.decoys().unread(decoy);
                continue;
            }
            boolean wrong = !used && one.outcome() == Outcome.WRONG;
            verification.count(devices, one.device(), wrong);
            guess |= wrong;
        }
        return guess;
    }

    private OtpSeed newSeed() {
        byte[] seed = new byte[MfaRegistry.SEED_BYTES];
        random.nextBytes(seed);
        return OtpSeed.of(seed);
    }
}
