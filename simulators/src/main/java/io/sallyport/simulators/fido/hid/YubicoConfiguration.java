// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Model;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What a key of Yubico's tells of itself by its maker's own CTAPHID command, which Yubico's programs ask: the length of
 * the page, then tag, length and value of each item.
 */
final class YubicoConfiguration {
    /** The command, without the bit that marks an initialization packet; its payload is the number of a page. */
    static final int READ = 0x42;

    private static final int USB_SUPPORTED = 0x01;
    private static final int SERIAL = 0x02;
    private static final int USB_ENABLED = 0x03;
    private static final int FORM_FACTOR = 0x04;
    private static final int VERSION = 0x05;
    private static final int CONFIGURATION_LOCKED = 0x0a;
    private static final int NFC_SUPPORTED = 0x0d;
    private static final int NFC_ENABLED = 0x0e;

    private static final int U2F = 0x0002;
    private static final int FIDO2 = 0x0200;

    private static final byte USB_A_KEYCHAIN = 0x01;
    private static final byte USB_A_BIO = 0x06;
    private static final byte SECURITY_KEY = 0x40;

    private final KeyProfile profile;
    private final int serial;

    YubicoConfiguration(KeyProfile profile, int serial) {
        this.profile = profile;
        this.serial = serial;
    }

    /** Security Keys have a serial number too, but do not tell it. */
    Bytes page() {
        boolean securityKey = profile.model() == Model.SECURITY_KEY_NFC;
        byte[] applications = applications();
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        item(items, USB_SUPPORTED, applications);
        if (!securityKey) {
            item(
                    items,
                    SERIAL,
                    ByteBuffer.allocate(Integer.BYTES).putInt(serial).array());
        }
        item(items, USB_ENABLED, applications);
        byte shape = profile.model() == Model.YUBIKEY_BIO ? USB_A_BIO : USB_A_KEYCHAIN;
        item(items, FORM_FACTOR, (byte) (securityKey ? shape | SECURITY_KEY : shape));
        item(
                items,
                VERSION,
                (byte) profile.firmware().major(),
                (byte) profile.firmware().minor(),
                (byte) profile.firmware().build());
        item(items, CONFIGURATION_LOCKED, (byte) 0);
        if (profile.transports().contains("nfc")) {
            item(items, NFC_SUPPORTED, applications);
            item(items, NFC_ENABLED, applications);
        }
        byte[] all = items.toByteArray();
        return Bytes.of(ByteBuffer.allocate(1 + all.length)
                .put((byte) all.length)
                .put(all)
                .array());
    }

    /** What a simulated key has of a YubiKey's applications. */
    private byte[] applications() {
        int bits = (profile.has(Feature.U2F) ? U2F : 0) | (profile.has(Feature.CTAP2) ? FIDO2 : 0);
        return ByteBuffer.allocate(Short.BYTES).putShort((short) bits).array();
    }

    private static void item(ByteArrayOutputStream items, int tag, byte... value) {
        items.write(tag);
        items.write(value.length);
        items.writeBytes(value);
    }
}
