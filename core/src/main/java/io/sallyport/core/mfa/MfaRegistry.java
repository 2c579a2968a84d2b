// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How devices become somebody's factor and cease to be. Works inside the caller's transaction. */
public final class MfaRegistry {
    /** RFC 4226 section 4 recommends 20 bytes; AWS gives more: 64 characters of base32, which need no padding. */
    static final int SEED_BYTES = 40;

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
     * @throws IamException {@code NO_SUCH_ENTITY}, {@code ENTITY_ALREADY_EXISTS} if it is enabled, {@code
     *     LIMIT_EXCEEDED} beyond {@link MfaDevice#PER_OWNER}
     */
    public boolean enable(MfaDevices devices, UniqueId owner, MfaSerial serial, String first, String second) {
        // A security key is somebody's as long as it is there.
        CodeDevice device = devices.lock(serial)
                .orElseThrow(() -> devices.find(serial).isEmpty() ? MfaDevices.noSuchDevice(serial) : inUse());
        if (device.owner() != null) {
            throw inUse();
        }
        if (!verification.acceptToEnable(devices, device, first, second)) {
            return false;
        }
        if (!devices.assign(device, owner, clock.instant())) {
            throw inUse();
        }
        devices.announce(DeviceNotice.ENROLLED, device, owner, clock.instant());
        // Made here if they were not there, so that her first wrong code takes no longer than the next.
        OwnerThrottle.of(devices.wrongTries(), owner, Guessed.CODE).right();
        OwnerThrottle.of(devices.wrongTries(), owner, Guessed.ANY_CODE).right();
        return true;
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
     * Takes a device from its owner. A security key is forgotten, an app or fob can be enabled again.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such device
     */
    public void deactivate(MfaDevices devices, UniqueId owner, MfaSerial serial) {
        deactivate(devices, owner, serial, false);
    }

    /**
     * As {@link #deactivate(MfaDevices, UniqueId, MfaSerial)}.
     *
     * @param lost whether that is because the owner no longer has it
     * @throws IamException {@code NO_SUCH_ENTITY} if the owner has no such device
     */
    public void deactivate(MfaDevices devices, UniqueId owner, MfaSerial serial, boolean lost) {
        devices.lock(serial);
        MfaDevice device = devices.find(serial)
                .filter(found -> owner.equals(found.owner()))
                .orElseThrow(() -> devices.notTheirs(serial));
        if (device instanceof CodeDevice code) {
            devices.unassign(code);
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

    /** Accepts a code of one of the owner's devices: what it proves, or empty. */
    public Optional<MfaEvidence> acceptCode(MfaDevices devices, UniqueId owner, MfaSerial serial, String code) {
        return tryCode(devices, Claimant.of(owner), List.of(serial), code).evidence();
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
