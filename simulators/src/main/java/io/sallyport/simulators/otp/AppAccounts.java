// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.hardware.otp.OtpAuthUri;
import io.sallyport.simulators.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The accounts of an app, each a record in its storage: the label, a line break, the URI with the counter of the next code.
 * A change is written before anybody sees its result. Thread-safe.
 */
final class AppAccounts {
    private static final String PREFIX = "otp-account-";

    private final Storage storage;
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    /** Never one that an account had, since somebody may still hold that account. */
    private long next;

    AppAccounts(Storage storage) {
        this.storage = storage;
        for (String name : storage.names()) {
            if (name.startsWith(PREFIX)) {
                storage.read(name).ifPresent(record -> entries.put(name, Entry.of(record)));
                next = Long.parseLong(name.substring(PREFIX.length())) + 1;
            }
        }
    }

    /** One account. */
    record Entry(String label, OtpAuthUri uri) {
        static Entry of(byte[] record) {
            String text = new String(record, StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return new Entry(text.substring(0, end), OtpAuthUri.parse(text.substring(end + 1)));
        }

        byte[] record() {
            return (label + "\n" + uri.reveal()).getBytes(StandardCharsets.UTF_8);
        }

        Entry counted() {
            return new Entry(
                    label,
                    new OtpAuthUri(uri.issuer(), uri.account(), uri.seed(), uri.parameters(), uri.counter() + 1));
        }
    }

    /** @return the account's id */
    synchronized String add(OtpAuthUri uri) {
        String id = PREFIX + String.format(Locale.ROOT, "%06d", next++);
        put(id, new Entry(freeLabel(uri.label()), uri));
        return id;
    }

    private void put(String id, Entry entry) {
        storage.write(id, entry.record());
        entries.put(id, entry);
    }

    synchronized List<String> labels() {
        return entries.values().stream().map(Entry::label).toList();
    }

    synchronized String find(String label) {
        List<String> exact = ids(entry -> entry.label().equals(label));
        List<String> found = exact.isEmpty() ? ids(entry -> entry.label().endsWith(":" + label)) : exact;
        if (found.isEmpty()) {
            throw new IllegalArgumentException("this app has no account '" + label + "', only " + labels());
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("this app has several accounts '" + label + "': " + labels());
        }
        return found.get(0);
    }

    private List<String> ids(Predicate<Entry> wanted) {
        return entries.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized Entry get(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new IllegalStateException("the account was removed from the app");
        }
        return entry;
    }

    /** @return the account as it was before */
    synchronized Entry change(String id, UnaryOperator<Entry> change) {
        Entry before = get(id);
        put(id, change.apply(before));
        return before;
    }

    synchronized void rename(String id, String label) {
        if (label.isBlank() || label.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a label is a line of text");
        }
        Entry entry = get(id);
        if (!entry.label().equals(label) && labels().contains(label)) {
            throw new IllegalArgumentException("this app has an account '" + label + "' already");
        }
        put(id, new Entry(label, entry.uri()));
    }

    synchronized void remove(String id) {
        get(id);
        storage.delete(id);
        entries.remove(id);
    }

    private String freeLabel(String label) {
        String free = label;
        for (int i = 2; labels().contains(free); i++) {
            free = label + " (" + i + ")";
        }
        return free;
    }
}
