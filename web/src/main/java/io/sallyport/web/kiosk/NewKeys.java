// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.KeyFinder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which keys were plugged in since a moment. One that was there before counts once it was pulled out. By one thread. */
final class NewKeys {
    private final KeyFinder finder;
    private final Set<String> before = new HashSet<>();
    private @Nullable String seen;

    /** The moment is now. */
    NewKeys(KeyFinder finder) {
        this.finder = finder;
        finder.find().forEach(key -> before.add(key.path()));
    }

    /** Whether one is still there that does not count. */
    boolean hasOld() {
        return !before.isEmpty();
    }

    /**
     * Looks again. A new key is taken at the second look that finds it alone: two that are plugged in at once are seldom
     * seen at once.
     *
     * @throws KioskRefusal if there are several
     */
    Optional<AttachedKey> look() {
        List<AttachedKey> now = finder.find();
        before.retainAll(now.stream().map(AttachedKey::path).toList());
        List<AttachedKey> added =
                now.stream().filter(key -> !before.contains(key.path())).toList();
        if (added.size() > 1) {
            throw new KioskRefusal("two security keys were plugged in: pull both out, and begin again with one");
        }
        String last = seen;
        seen = added.isEmpty() ? null : added.get(0).path();
        return added.stream().filter(key -> key.path().equals(last)).findFirst();
    }
}
