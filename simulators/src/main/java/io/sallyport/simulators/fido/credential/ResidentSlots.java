// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The discoverable credentials in the key's storage, numbered in the order of their making. */
public final class ResidentSlots {
    private static final String PREFIX = "fido.resident.";

    private final Storage storage;
    private final int capacity;

    public record Slot(String rpId, Bytes id, User user) {
        private static Slot decode(byte[] cbor) {
            Parameters map = Parameters.of(CtapCbor.decode(cbor));
            return new Slot(
                    Parameters.require(map.text("rpId")),
                    Parameters.require(map.bytes("id")),
                    User.parse(Parameters.require(map.map("user"))));
        }

        private byte[] encode() {
            CBORObject account = CBORObject.NewMap().Add("id", user.id().toArray());
            user.name().ifPresent(name -> account.Add("name", name));
            user.displayName().ifPresent(name -> account.Add("displayName", name));
            return CtapCbor.encode(CBORObject.NewMap()
                            .Add("rpId", rpId)
                            .Add("id", id.toArray())
                            .Add("user", account))
                    .toArray();
        }
    }

    public ResidentSlots(Storage storage, int capacity) {
        this.storage = storage;
        this.capacity = capacity;
    }

    /** Newest first. */
    public List<Slot> of(String rpId) {
        return names().sorted(Comparator.reverseOrder())
                .map(this::read)
                .filter(slot -> slot.rpId().equals(rpId))
                .toList();
    }

    boolean holds(Bytes id) {
        return names().map(this::read).anyMatch(slot -> slot.id().equals(id));
    }

    public void put(Slot slot) {
        List<String> replaced =
                names().filter(name -> sameAccount(read(name), slot)).toList();
        if (replaced.isEmpty() && names().count() >= capacity) {
            throw new CtapException(CtapStatus.KEY_STORE_FULL);
        }
        long number = names().mapToLong(ResidentSlots::number).max().orElse(0) + 1;
        storage.write(String.format(Locale.ROOT, "%s%08d", PREFIX, number), slot.encode());
        replaced.forEach(storage::delete);
    }

    private Stream<String> names() {
        return storage.names().stream().filter(name -> name.startsWith(PREFIX));
    }

    private Slot read(String name) {
        return Slot.decode(storage.read(name).orElseThrow());
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(PREFIX.length()));
    }

    private static boolean sameAccount(Slot one, Slot other) {
        return one.rpId().equals(other.rpId())
                && one.user().id().equals(other.user().id());
    }
}
