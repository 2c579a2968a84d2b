// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Firmware;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** What was fixed when a key was made, and outlives a reset. */
record Identity(KeyProfile profile, int serial) {
    /** Not a name that a reset of FIDO's part forgets. */
    private static final String RECORD = "key.identity";

    private static final int LOWEST_DRAWN = 10_000_000;
    private static final int DRAWN = 20_000_000;

    /** The key of a storage: the one that it remembers, or the one that is given, which it then remembers. */
    static Identity in(Environment environment, Optional<KeyProfile> given, Optional<Integer> serial) {
        Storage storage = environment.storage();
        Optional<List<String>> kept = storage.read(RECORD)
                .map(record -> new String(record, UTF_8).lines().toList());
        if (kept.isEmpty()) {
            KeyProfile profile = given.orElse(Products.YUBIKEY_5_4);
            Identity fresh = new Identity(profile, serial.orElseGet(() -> draw(environment.random())));
            storage.write(RECORD, fresh.encode());
            return fresh;
        }
        Identity known = decode(kept.get(), given);
        if (serial.isPresent() && serial.get() != known.serial()) {
            throw new IllegalArgumentException("this is the memory of the key with serial number " + known.number()
                    + ", not " + Integer.toUnsignedString(serial.get()));
        }
        return known;
    }

    private static int draw(SecureRandom random) {
        return LOWEST_DRAWN + random.nextInt(DRAWN);
    }

    private String number() {
        return Integer.toUnsignedString(serial);
    }

    private byte[] encode() {
        return (profile.id() + "\n" + profile.firmware() + "\n" + number()).getBytes(UTF_8);
    }

    /** @param given must be the same product; it need not be one that is known by name */
    private static Identity decode(List<String> kept, Optional<KeyProfile> given) {
        String product = kept.get(0);
        String firmware = kept.get(1);
        KeyProfile profile = given.or(() -> byName(product, firmware))
                .orElseThrow(() -> new IllegalArgumentException(
                        "this is the memory of a key that this version of Sallyport does not know: " + product));
        if (!profile.id().equals(product) || !profile.firmware().toString().equals(firmware)) {
            throw new IllegalArgumentException("this is the memory of a " + product + " with firmware " + firmware
                    + ", not of a " + profile.id() + " with firmware " + profile.firmware());
        }
        return new Identity(profile, Integer.parseUnsignedInt(kept.get(2)));
    }

    private static Optional<KeyProfile> byName(String product, String version) {
        return KeyProfile.byName(product)
                .flatMap(known -> Firmware.parse(version)
                        .map(firmware -> known.firmware().equals(firmware) ? known : known.withFirmware(firmware)));
    }
}
