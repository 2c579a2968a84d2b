// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keys for one purpose: all of them open, one seals. Each has the moment from which it seals, so that every process with
 * the same file goes over to a new key at the same time, and knows it before anybody uses it. Immutable.
 *
 * @param dates in the order in which the keys come to seal; as many as the keyset has keys
 */
record KeyRing(KeysetHandle keyset, List<Dates> dates) {
    /**
     * When a key was made, and from when it seals.
     *
     * @param createdAt null if nobody wrote it down
     */
    record Dates(int id, @Nullable Instant createdAt, Instant sealsFrom) {}

    KeyRing {
        dates = dates.stream().sorted(Comparator.comparing(Dates::sealsFrom)).toList();
        Set<Integer> named = Set.copyOf(dates.stream().map(Dates::id).toList());
        Set<Integer> held = Set.copyOf(IntStream.range(0, keyset.size())
                .map(i -> keyset.getAt(i).getId())
                .boxed()
                .toList());
        if (dates.isEmpty() || !named.equals(held) || dates.size() != keyset.size()) {
            throw new IllegalArgumentException("dates and keys do not belong together");
        }
    }

    /** @param createdAt null not to say */
    static KeyRing fresh(@Nullable Instant createdAt) {
        KeysetHandle keyset = newKey();
        return new KeyRing(keyset, List.of(new Dates(keyset.getPrimary().getId(), createdAt, Instant.EPOCH)));
    }

    private static KeysetHandle newKey() {
        try {
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Tink makes keys of its own predefined parameters", impossible);
        }
    }

    /** @throws GeneralSecurityException if it is no keyset, or one with a key that is switched off */
    static KeysetHandle parse(String json) throws GeneralSecurityException {
        KeysetHandle keyset =
                TinkJsonProtoKeysetFormat.parseKeyset(json, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        for (int i = 0; i < keyset.size(); i++) {
            if (keyset.getAt(i).getStatus() != KeyStatus.ENABLED) {
                throw new GeneralSecurityException("a key that is not enabled");
            }
        }
        return keyset;
    }

    String json() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Tink writes what it has read", impossible);
        }
    }

    /** Seals with the key whose turn it is, opens with every one. */
    Aead aead(Instant now) {
        try {
            return with(now, id -> true).getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every key of a key set is one for this", impossible);
        }
    }

    int sealing(Instant now) {
        int id = dates.get(0).id();
        for (Dates key : dates) {
            if (!key.sealsFrom().isAfter(now)) {
                id = key.id();
            }
        }
        return id;
    }

    boolean holds(int id) {
        return dates.stream().anyMatch(key -> key.id() == id);
    }

    /** When the next key's turn comes after this moment. */
    Optional<Instant> nextTurn(Instant now) {
        return dates.stream()
                .map(Dates::sealsFrom)
                .filter(from -> from.isAfter(now))
                .findFirst();
    }

    /** From when a key does not seal any more; empty for the last one. */
    Optional<Instant> retiredAt(int id) {
        for (int i = 0; i + 1 < dates.size(); i++) {
            if (dates.get(i).id() == id) {
                return Optional.of(dates.get(i + 1).sealsFrom());
            }
        }
        return Optional.empty();
    }

    /** With one more key, which seals from then on. */
    KeyRing plus(Instant now, Instant sealsFrom) {
        KeysetHandle added = newKey();
        while (holds(added.getPrimary().getId())) {
            added = newKey();
        }
        List<Dates> all = new ArrayList<>(dates);
        all.add(new Dates(added.getPrimary().getId(), now, sealsFrom));
        try {
            KeysetHandle both = KeysetHandle.newBuilder(with(now, id -> true))
                    .addEntry(KeysetHandle.importKey(added.getPrimary().getKey()))
                    .build();
            return new KeyRing(both, all);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("a key with an id of its own can be added", impossible);
        }
    }

    /** Without the keys that are not to be kept, which never include the one that seals. */
    KeyRing keeping(Instant now, IntPredicate kept) {
        IntPredicate all = id -> id == sealing(now) || kept.test(id);
        return new KeyRing(
                with(now, all), dates.stream().filter(key -> all.test(key.id())).toList());
    }

    private KeysetHandle with(Instant now, IntPredicate kept) {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder();
        for (int i = 0; i < keyset.size(); i++) {
            KeysetHandle.Entry entry = keyset.getAt(i);
            if (kept.test(entry.getId())) {
                KeysetHandle.Builder.Entry copy = KeysetHandle.importKey(entry.getKey());
                builder.addEntry(entry.getId() == sealing(now) ? copy.makePrimary() : copy);
            }
        }
        try {
            return builder.build();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("some keys of a keyset are a keyset", impossible);
        }
    }
}
