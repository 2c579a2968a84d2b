// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.CodeVerification.Outcome;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How devices become somebody's factor and cease to be. Works inside the caller's transaction. */
public final class MfaRegistry {
    /** RFC 4226 section 4 recommends 20 bytes; AWS gives more: 64 characters of base32, which need no padding. */
    public static final int SEED_BYTES = 40;

    private final CodeVerification verification;
    private final InstantSource clock;
    private final SecureRandom random;
    private final FactorWitness witness;
    private final AddressThrottle addresses;

    public MfaRegistry(CodeVerification verification, InstantSource clock, SecureRandom random) {
        this(verification, clock, random, FactorWitness.NOBODY);
    }

    public MfaRegistry(CodeVerification verification, InstantSource clock, SecureRandom random, FactorWitness witness) {
        this.witness = witness;
        this.addresses = new AddressThrottle(clock);
        this.verification = verification;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes an app's seed; the device is nobody's until two of its codes enable it.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    public OtpSeed createApp(MfaDevices devices, MfaSerial serial) {
        byte[] secret = new byte[SEED_BYTES];
        random.nextBytes(secret);
        OtpSeed seed = OtpSeed.of(secret);
        devices.add(CodeDevice.newApp(serial), seed);
        return seed;
    }

    /**
     * Makes an app or fob its owner's factor, if the codes are two consecutive ones it shows about now.
     *
     * @return false if the codes are not: the caller refuses with {@link #codeNotValid()} and lets the count stand
     * @throws IamException {@code NO_SUCH_ENTITY}, also for a fob that is lost or retired, {@code ENTITY_ALREADY_EXISTS}
     *     if it is enabled, {@code ENTITY_TEMPORARILY_UNMODIFIABLE} for a fob that an operator has to see first, {@code
     *     LIMIT_EXCEEDED} beyond {@link MfaDevice#PER_OWNER}
     */
    public boolean enable(MfaDevices devices, UniqueId owner, MfaSerial serial, String first, String second) {
        return enable(devices, owner, serial, first, second, null);
    }

    /**
     * As {@link #enable(MfaDevices, UniqueId, MfaSerial, String, String)}.
     *
     * @param by who does it, for a fob's record: an ARN
     */
    public boolean enable(
            MfaDevices devices, UniqueId owner, MfaSerial serial, String first, String second, @Nullable String by) {
        // A security key is somebody's as long as it is there.
        CodeDevice device = devices.lock(serial)
                .orElseThrow(() -> devices.find(serial).isEmpty() ? MfaDevices.noSuchDevice(serial) : inUse());
        if (device.owner() != null) {
            throw inUse();
        }
        if (devices.isHeld(serial)) {
            throw new IamException(
                    Kind.ENTITY_TEMPORARILY_UNMODIFIABLE,
                    "MFA Device with serial number " + serial + " is in quarantine.");
        }
        if (!verification.acceptToEnable(devices, device, first, second)) {
            return false;
        }
        if (!devices.assign(device, owner, clock.instant(), by)) {
            throw inUse();
        }
        devices.announce(DeviceNotice.ENROLLED, device, owner, clock.instant());
        // Made here if they were not there, so that her first wrong code takes no longer than the next.
        OwnerThrottle.of(devices.wrongTries(), owner, Guessed.CODE).right();
        OwnerThrottle.of(devices.wrongTries(), owner, Guessed.ANY_CODE).right();
        return true;
    }

    /**
     * Has a fob of the stock, which is nobody's, show that it is what its seed file says.
     *
     * @return false if the codes are not two consecutive ones it shows about now, as in {@link #enable}
     */
    public boolean inspect(MfaDevices devices, CodeDevice fob, String first, String second) {
        return verification.acceptToEnable(devices, fob, first, second);
    }

    /**
     * Learns the clock of a device that has run out of the window.
     *
     * @return false if the codes are not two consecutive ones, as in {@link #enable}
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such app or fob
     */
    public boolean resync(MfaDevices devices, UniqueId owner, MfaSerial serial, String first, String second) {
        CodeDevice device = devices.lock(serial)
                .filter(found -> owner.equals(found.owner()))
                .orElseThrow(() -> devices.notTheirs(serial));
        boolean known = verification.acceptToResync(devices, device, first, second);
        if (known) {
            OwnerThrottle.of(devices.wrongTries(), owner, Guessed.CODE).right();
        }
        return known;
    }

    /**
     * Takes a device from its owner. A security key is forgotten, an app or a fob that was returned can be enabled again.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such device
     */
    public void deactivate(MfaDevices devices, UniqueId owner, MfaSerial serial) {
        deactivate(devices, owner, serial, false);
    }

    /**
     * As {@link #deactivate(MfaDevices, UniqueId, MfaSerial)}.
     *
     * @param lost whether that is because the owner no longer has it: a fob is then not there until somebody finds it
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such device
     */
    public void deactivate(MfaDevices devices, UniqueId owner, MfaSerial serial, boolean lost) {
        deactivate(devices, owner, serial, lost, null);
    }

    /**
     * As {@link #deactivate(MfaDevices, UniqueId, MfaSerial, boolean)}.
     *
     * @param by who does it, for a fob's record: an ARN
     */
    public void deactivate(MfaDevices devices, UniqueId owner, MfaSerial serial, boolean lost, @Nullable String by) {
        devices.lock(serial);
        MfaDevice device = devices.find(serial)
                .filter(found -> owner.equals(found.owner()))
                .orElseThrow(() -> devices.notTheirs(serial));
        if (device instanceof CodeDevice code) {
            devices.unassign(code, lost ? FobState.LOST : FobState.QUARANTINE, clock.instant(), by);
        } else {
            devices.remove(device);
        }
        devices.announce(lost ? DeviceNotice.LOST : DeviceNotice.REMOVED, device, owner, clock.instant());
    }

    /**
     * Forgets an app that is nobody's.
     *
     * @throws IamException {@code NO_SUCH_ENTITY}, {@code DELETE_CONFLICT} if it is still somebody's
     */
    public void deleteVirtual(MfaDevices devices, MfaSerial serial) {
        // Locked, lest somebody enable it between the look and the removal.
        CodeDevice device = devices.lock(serial)
                .filter(found -> found.type() == MfaDevice.Type.VIRTUAL)
                .orElseThrow(() -> MfaDevices.noSuchDevice(serial));
        if (device.owner() != null) {
            throw new IamException(Kind.DELETE_CONFLICT, "MFA VirtualDevice in use. Must deactivate first.");
        }
        devices.remove(device);
    }

    /**
     * Accepts two consecutive codes of a device that has run out of the window: what they prove.
     *
     * @return as of one code; the device's clock is known again if there is evidence
     */
    public CodeAnswer tryCodes(MfaDevices devices, UniqueId owner, MfaSerial serial, String first, String second) {
        Instant now = clock.instant();
        // Her row before her device's, as everywhere.
        OwnerThrottle throttle = OwnerThrottle.of(devices.wrongTries(), owner, Guessed.CODE);
        @Nullable CodeDevice device = devices.lock(serial)
                .filter(found -> owner.equals(found.owner()))
                .orElse(null);
        Outcome outcome = device == null || throttle.rests(now)
                ? Outcome.RESTING
                : verification.lookToResync(devices, device, first, second);
        switch (outcome) {
            case ACCEPTED -> {
                throttle.right();
                devices.used(serial, now);
            }
            case WRONG -> throttle.wrong(now);
            case USED, RESTING -> throttle.unread();
        }
        MfaEvidence.@Nullable Method method = device == null ? null : MfaEvidence.Method.of(device);
        boolean accepted = outcome == Outcome.ACCEPTED;
        witness.shown(method, accepted);
        return new CodeAnswer(accepted ? device : null, method, outcome == Outcome.WRONG, now);
    }

    /**
     * Accepts a code of whomever it is said to be of. What is refused is refused after the same work, whether it was
     * wrong, used or there is no such device or nobody of that name.
     *
     * @param serials of which devices it may be; empty for any of hers
     */
    public CodeAnswer tryCode(MfaDevices devices, Claimant claimant, List<MfaSerial> serials, String code) {
        Instant now = clock.instant();
        CodeAnswer answer = new CodeTrial(verification, devices, random).of(claimant, serials, code, now);
        CodeDevice device = answer.device();
        if (device != null) {
            devices.used(device.serial(), now);
        }
        witness.shown(answer.method(), device != null);
        return answer;
    }

    /**
     * Begins again at no wrong codes: of one device, or of everything of an owner's that is guessed at.
     *
     * @param serial null for everything
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such app or fob
     */
    public void release(MfaDevices devices, UniqueId owner, @Nullable MfaSerial serial) {
        devices.wrongTries().release(owner);
        if (serial != null) {
            devices.release(devices.lock(serial)
                    .filter(found -> owner.equals(found.owner()))
                    .orElseThrow(() -> devices.notTheirs(serial)));
            return;
        }
        for (MfaDevice device : devices.of(owner)) {
            devices.lock(device.serial()).ifPresent(devices::release);
        }
    }

    /** Where wrong ones came from lately, by people's own browsers. */
    public AddressThrottle addresses() {
        return addresses;
    }

    /** Who hears of factors; it is for others that accept some to tell. */
    public FactorWitness witness() {
        return witness;
    }

    /** One answer for wrong, used and locked. */
    public static IamException codeNotValid() {
        return new IamException(Kind.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.");
    }

    private static IamException inUse() {
        return new IamException(Kind.ENTITY_ALREADY_EXISTS, "MFA Device is already in use.");
    }
}
