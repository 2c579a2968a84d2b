// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Chip;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;

/** The credentials of this key: discoverable ones in slots, the others in the ids that relying parties keep. */
public final class Credentials {
    private final Chip chip;
    private final KeyWrap wrap;
    private final ResidentSlots slots;

    public Credentials(Chip chip) {
        this.chip = chip;
        this.wrap = new KeyWrap(chip.environment());
        this.slots = new ResidentSlots(
                chip.environment().storage(), chip.profile().limits().residentSlots());
    }

    /** A discoverable one takes the place of an earlier one for the same account. */
    public NewCredential create(String rpId, User user, boolean discoverable) {
        KeyPair pair = Es256.generate(chip.environment().random());
        ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
        Bytes id = wrap.wrap(key, rpId, discoverable);
        if (discoverable) {
            slots.put(new ResidentSlots.Slot(rpId, id, user));
        }
        Credential credential = new Credential(id, rpId, discoverable ? Optional.of(user) : Optional.empty(), key);
        return new NewCredential(credential, (ECPublicKey) pair.getPublic());
    }

    /** A credential for U2F, which names relying parties by their hash only; CTAP2 finds it by the name behind it. */
    public NewCredential createForHash(Bytes rpIdHash) {
        KeyPair pair = Es256.generate(chip.environment().random());
        ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
        Bytes id = wrap.wrap(key, rpIdHash.toArray(), false);
        return new NewCredential(new Credential(id, "", Optional.empty(), key), (ECPublicKey) pair.getPublic());
    }

    /** What U2F may sign with: whichever protocol made it, unless its user must be verified (CTAP 2.1 §12.1). */
    public Optional<Credential> findForHash(Bytes rpIdHash, Bytes id) {
        return wrap.unwrap(id, rpIdHash.toArray(), false)
                .or(() -> wrap.unwrap(id, rpIdHash.toArray(), true).filter(key -> slots.holds(id)))
                .map(key -> new Credential(id, "", Optional.empty(), key));
    }

    public Optional<Credential> find(String rpId, Bytes id) {
        return wrap.unwrap(id, rpId, false)
                .map(key -> new Credential(id, rpId, Optional.empty(), key))
                .or(() -> slots.of(rpId).stream()
                        .filter(slot -> slot.id().equals(id))
                        .findFirst()
                        .flatMap(this::open));
    }

    /** Newest first. */
    public List<Credential> discoverable(String rpId) {
        return slots.of(rpId).stream().map(this::open).flatMap(Optional::stream).toList();
    }

    private Optional<Credential> open(ResidentSlots.Slot slot) {
        return wrap.unwrap(slot.id(), slot.rpId(), true)
                .map(key -> new Credential(slot.id(), slot.rpId(), Optional.of(slot.user()), key));
    }
}
