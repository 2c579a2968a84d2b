// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The credentials of this key: discoverable ones in slots, the others in the ids that relying parties keep. Remembers
 * nothing but what is in the key's storage: any number of these objects are one memory.
 */
public final class Credentials {
    private static final int LARGE_BLOB_KEY = 32;

    private final SecureRandom random;
    private final KeyWrap wrap;
    private final Slots slots;

    public Credentials(Chip chip) {
        this.random = chip.environment().random();
        this.wrap = new KeyWrap(chip.environment());
        this.slots =
                new Slots(chip.environment().storage(), chip.profile().limits().residentSlots(), this::isOurs);
    }

    /**
     * A discoverable one takes the place of an earlier one for the same account.
     *
     * @throws CtapException KEY_STORE_FULL
     */
    public NewCredential create(Blueprint blueprint) {
        FreshKey fresh = blueprint.algorithm().generate(random);
        Bytes rpIdHash = blueprint.rp().idHash();
        Sealed content = Sealed.of(blueprint, fresh.secret());
        Bytes id = wrap.wrap(content, rpIdHash);
        Optional<Slot> slot = Optional.empty();
        if (blueprint.discoverable()) {
            Slot taken = new Slot(
                    slots.nextOrder(),
                    blueprint.rp(),
                    blueprint.user(),
                    id,
                    blueprint.algorithm().coseKey(fresh.publicKey()),
                    blueprint.largeBlobKey() ? Optional.of(newLargeBlobKey()) : Optional.empty());
            slots.put(taken);
            slot = Optional.of(taken);
        }
        return new NewCredential(credential(id, rpIdHash, content, fresh.privateKey(), slot), fresh.publicKey());
    }

    /** One for U2F, which names relying parties by their hash only; CTAP2 finds it by the name behind it. */
    public NewCredential createForHash(Bytes rpIdHash) {
        FreshKey fresh = KeyAlgorithm.ES256.generate(random);
        Sealed content =
                new Sealed(KeyAlgorithm.ES256, Protection.OPTIONAL, false, false, Optional.empty(), fresh.secret());
        Bytes id = wrap.wrap(content, rpIdHash);
        return new NewCredential(
                credential(id, rpIdHash, content, fresh.privateKey(), Optional.empty()), fresh.publicKey());
    }

    /** Whichever protocol made it. */
    public Optional<Credential> find(Bytes rpIdHash, Bytes id) {
        return wrap.unwrap(id, rpIdHash).flatMap(content -> {
            Optional<Slot> slot = content.discoverable() ? slot(id) : Optional.empty();
            return content.discoverable() && slot.isEmpty()
                    ? Optional.empty()
                    : Optional.of(open(id, rpIdHash, content, slot));
        });
    }

    /** Those that can be discovered, newest first. */
    public List<Credential> discoverable(Bytes rpIdHash) {
        return newestFirst()
                .filter(slot -> slot.rp().idHash().equals(rpIdHash))
                .flatMap(slot -> wrap
                        .unwrap(slot.id(), rpIdHash)
                        .map(content -> open(slot.id(), rpIdHash, content, Optional.of(slot)))
                        .stream())
                .toList();
    }

    /** Whose a discoverable credential is; empty when there is no such credential. */
    public Optional<RelyingParty> relyingPartyOf(Bytes id) {
        return slot(id).map(Slot::rp);
    }

    /** Of discoverable credentials. */
    public int count() {
        return slots.all().size();
    }

    /** How many more discoverable credentials can be made at least. */
    public int remaining() {
        return Math.max(0, slots.capacity() - count());
    }

    /** Of discoverable credentials, each once, newest first. */
    public List<RelyingParty> relyingParties() {
        Set<String> seen = new HashSet<>();
        return newestFirst().map(Slot::rp).filter(rp -> seen.add(rp.id())).toList();
    }

    /** @return false when there is no such discoverable credential */
    public boolean delete(Bytes id) {
        Optional<Slot> slot = slot(id);
        slot.ifPresent(slots::delete);
        return slot.isPresent();
    }

    /**
     * The names that are known of a discoverable credential's user become others.
     *
     * @throws CtapException NO_CREDENTIALS; INVALID_PARAMETER when the user is another (CTAP 2.1 §6.8.6)
     */
    public void updateUser(Bytes id, User user) {
        Slot slot = slot(id).orElseThrow(() -> new CtapException(CtapStatus.NO_CREDENTIALS));
        if (!slot.user().id().equals(user.id())) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        slots.replace(slot.withUser(user));
    }

    /** No credential of this key works any longer: ids become strangers first, all at once. */
    public void wipe() {
        wrap.forget();
        slots.clear();
    }

    private boolean isOurs(Slot slot) {
        return wrap.unwrap(slot.id(), slot.rp().idHash()).isPresent();
    }

    private Stream<Slot> newestFirst() {
        return slots.all().values().stream()
                .sorted(Comparator.comparingLong(Slot::order).reversed());
    }

    private Optional<Slot> slot(Bytes id) {
        return slots.all().values().stream()
                .filter(slot -> slot.id().equals(id))
                .findFirst();
    }

    private Credential open(Bytes id, Bytes rpIdHash, Sealed content, Optional<Slot> slot) {
        return credential(id, rpIdHash, content, content.algorithm().restore(content.secret()), slot);
    }

    private Credential credential(Bytes id, Bytes rpIdHash, Sealed content, PrivateKey key, Optional<Slot> slot) {
        return new Credential(id, rpIdHash, content, key, slot, purpose -> wrap.derive(id, purpose));
    }

    private Bytes newLargeBlobKey() {
        byte[] key = new byte[LARGE_BLOB_KEY];
        random.nextBytes(key);
        return Bytes.of(key);
    }
}
