// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the MFA devices of one account. */
public interface MfaDevices {
    /** Which virtual devices to list. */
    enum Assignment {
        ASSIGNED,
        UNASSIGNED,
        ANY
    }

    /** AWS's quota of virtual devices, enabled or not: as many as users. */
    int VIRTUAL_PER_ACCOUNT = 5000;

    /**
     * Adds an app or fob that nobody has enabled; its seed is sealed before it is stored.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED} beyond {@link #VIRTUAL_PER_ACCOUNT}
     */
    void add(CodeDevice device, OtpSeed seed);

    /**
     * Adds a security key as its owner's factor.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS} for its serial or its credential id, {@code LIMIT_EXCEEDED}
     */
    void add(KeyDevice device);

    /** Empty also for a fob that is lost or retired. */
    Optional<MfaDevice> find(MfaSerial serial);

    /** As {@link #find}, and nobody else may change the device until this transaction ends. */
    Optional<CodeDevice> lock(MfaSerial serial);

    OtpSeed seed(CodeDevice device);

    /** The factors of an owner, by serial. */
    Page<MfaDevice> of(UniqueId owner, PageRequest page);

    /** All factors of an owner, at most {@link MfaDevice#PER_OWNER}. */
    default List<MfaDevice> of(UniqueId owner) {
        return of(owner, new PageRequest(MfaDevice.PER_OWNER, "")).items();
    }

    /** The passkeys of an owner, by serial. */
    default List<KeyCredential> passkeys(UniqueId owner) {
        return of(owner).stream()
                .filter(KeyDevice.class::isInstance)
                .map(device -> ((KeyDevice) device).credential())
                .filter(KeyCredential::passkey)
                .toList();
    }

    /** The next owner of a passkey from that id on, in a ring; empty if nobody has one. */
    Optional<UniqueId> ownerOfPasskeys(UniqueId from);

    /** The account's virtual devices, by serial. */
    Page<CodeDevice> virtual(Assignment assignment, PageRequest page);

    /**
     * Accepts a step: one conditional UPDATE that holds only if no acceptance came between and the step is new.
     *
     * @param device as it was read
     * @param estimate what is known of its clock from then on
     * @return false if somebody else was first
     */
    boolean accept(CodeDevice device, long step, ClockEstimate estimate);

    /** Counts a wrong code. */
    void failed(CodeDevice device, Instant lockedUntil);

    /** For a code that is refused but counts as no wrong one: writes what {@link #failed} writes, as it was. */
    void unread(CodeDevice device);

    /** Begins again at no wrong codes and no rest. */
    void release(CodeDevice device);

    /** How often their owners were guessed at. */
    WrongTries wrongTries();

    /** What stands in for a device that is not there. */
    DecoyDevices decoys();

    /** Whether it is a fob that an operator has to see two codes of before it becomes anybody's. */
    boolean isHeld(MfaSerial serial);

    /**
     * Makes an unassigned app or fob its owner's factor.
     *
     * @param by who said so, for a fob's record; null if that is not known
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link MfaDevice#PER_OWNER}
     * @return false if it is somebody's already, or a fob that is not to be handed out
     */
    boolean assign(CodeDevice device, UniqueId owner, Instant at, @Nullable String by);

    /** As {@link #assign(CodeDevice, UniqueId, Instant, String)}, by nobody knows whom. */
    default boolean assign(CodeDevice device, UniqueId owner, Instant at) {
        return assign(device, owner, at, null);
    }

    /**
     * Takes an app or fob from the owner it was read with, if that still is its owner; it can be enabled again.
     *
     * @param next where a fob goes; an app is nowhere
     * @param by who said so, for a fob's record; null if that is not known
     */
    void unassign(CodeDevice device, FobState next, @Nullable Instant at, @Nullable String by);

    /** Takes back what was returned. */
    default void unassign(CodeDevice device) {
        unassign(device, FobState.QUARANTINE, null, null);
    }

    /** Tells whoever outside wants to hear of it, once this transaction has committed. */
    void announce(DeviceNotice notice, MfaDevice device, UniqueId owner, Instant at);

    /** Stores a key's counter and backup state. */
    void update(KeyDevice device, KeyCredential credential);

    /** Stamps that a device showed who its owner is. */
    void used(MfaSerial serial, Instant at);

    /** Forgets a device and its tags. */
    void remove(MfaDevice device);

    default MfaDevice require(MfaSerial serial) {
        return find(serial).orElseThrow(() -> noSuchDevice(serial));
    }

    static IamException noSuchDevice(MfaSerial serial) {
        return new IamException(Kind.NO_SUCH_ENTITY, "MFA Device with serial number " + serial + " does not exist.");
    }

    /** What AWS says of a device that is not there, and of one that is not its owner's. */
    default IamException notTheirs(MfaSerial serial) {
        return find(serial).isEmpty()
                ? noSuchDevice(serial)
                : new IamException(Kind.NO_SUCH_ENTITY, "MFA Device invalid for user.");
    }
}
