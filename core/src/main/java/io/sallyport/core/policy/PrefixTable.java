// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values under texts, found by every longer text that begins with theirs. A lookup hashes the text once, from left to
 * right, and probes at each length that some text here has: mostly one integer of a small array, so that thousands of
 * texts stay in the processor's nearest cache. Immutable.
 */
final class PrefixTable<V> {
    private static final int EMPTY = 0;

    private final int[] lengths;
    private final int[] hashes;
    private final @Nullable Slot<V>[] slots;

    /** Values under one text. */
    private static final class Slot<V> {
        private final String prefix;
        private final V[] values;

        @SuppressWarnings("unchecked") // filled with nothing but these
        Slot(String prefix, List<V> values) {
            this.prefix = prefix;
            this.values = (V[]) values.toArray();
        }
    }

    PrefixTable(Map<String, List<V>> valuesByPrefix) {
        this.lengths = valuesByPrefix.keySet().stream()
                .mapToInt(String::length)
                .sorted()
                .distinct()
                .toArray();
        // At least twice the texts, so that probing ends soon.
        this.hashes = new int[Integer.highestOneBit(Math.max(1, valuesByPrefix.size())) * 4];
        this.slots = slots(hashes.length);
        valuesByPrefix.forEach((prefix, values) -> {
            int hash = occupied(prefix.hashCode());
            int at = start(hash);
            while (hashes[at] != EMPTY) {
                at = next(at);
            }
            hashes[at] = hash;
            slots[at] = new Slot<>(prefix, values);
        });
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of generic types
    private static <V> @Nullable Slot<V>[] slots(int count) {
        return new Slot[count];
    }

    /** Gives every value whose text the given one begins with, shorter texts first. */
    void forEachPrefixOf(String text, Consumer<? super V> action) {
        int hash = 0;
        int at = 0;
        for (int length : lengths) {
            if (length > text.length()) {
                return;
            }
            while (at < length) {
                // As String.hashCode does.
                hash = 31 * hash + text.charAt(at++);
            }
            probe(occupied(hash), text, length, action);
        }
    }

    private void probe(int hash, String text, int length, Consumer<? super V> action) {
        for (int at = start(hash); hashes[at] != EMPTY; at = next(at)) {
            if (hashes[at] == hash) {
                Slot<V> slot = slots[at];
                if (slot != null && slot.prefix.length() == length && text.startsWith(slot.prefix)) {
                    for (V value : slot.values) {
                        action.accept(value);
                    }
                    return;
                }
            }
        }
    }

    private static int occupied(int hash) {
        return hash == EMPTY ? 1 : hash;
    }

    private int start(int hash) {
        return (hash ^ hash >>> 16) & (hashes.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (hashes.length - 1);
    }
}
