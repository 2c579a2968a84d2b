// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The key's room for discoverable credentials: one record in its storage for each. Whatever changes is one write of one
 * record, so that a key that loses its power has the old or the new.
 */
final class Slots {
    private static final String PREFIX = "fido.resident.";

    private final Storage storage;
    private final int capacity;
    private final Predicate<Slot> ours;

    /** @param ours whether a slot's id is one of this key's, not of the key that it was before a reset */
    Slots(Storage storage, int capacity, Predicate<Slot> ours) {
        this.storage = storage;
        this.capacity = capacity;
        this.ours = ours;
    }

    int capacity() {
        return capacity;
    }

    /** By the name of its record. */
    Map<String, Slot> all() {
        Map<String, Slot> slots = new TreeMap<>();
        for (String name : storage.names()) {
            if (name.startsWith(PREFIX)) {
                read(name).ifPresent(slot -> slots.put(name, slot));
            }
        }
        return slots;
    }

    /** A record that is no slot, or another key's, is an empty place. */
    private Optional<Slot> read(String name) {
        try {
            return storage.read(name).map(Slot::decode).filter(ours);
        } catch (CtapException e) {
            return Optional.empty();
        }
    }

    /** In the place of the same account's, or in an empty one. */
    void put(Slot slot) {
        Map<String, Slot> slots = all();
        String name = nameOf(slots, s -> s.isOfAccount(slot.rp(), slot.user()))
                .or(() -> IntStream.range(0, capacity)
                        .mapToObj(Slots::name)
                        .filter(n -> !slots.containsKey(n))
                        .findFirst())
                .orElseThrow(() -> new CtapException(CtapStatus.KEY_STORE_FULL));
        storage.write(name, slot.encode());
    }

    long nextOrder() {
        return 1 + all().values().stream().mapToLong(Slot::order).max().orElse(0);
    }

    /** The slot of this id becomes another. */
    void replace(Slot slot) {
        name(slot).ifPresent(name -> storage.write(name, slot.encode()));
    }

    void delete(Slot slot) {
        name(slot).ifPresent(storage::delete);
    }

    void clear() {
        storage.names().stream().filter(name -> name.startsWith(PREFIX)).forEach(storage::delete);
    }

    private Optional<String> name(Slot slot) {
        return nameOf(all(), s -> s.id().equals(slot.id()));
    }

    private static Optional<String> nameOf(Map<String, Slot> slots, Predicate<Slot> wanted) {
        return slots.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "%s%03d", PREFIX, number);
    }
}
