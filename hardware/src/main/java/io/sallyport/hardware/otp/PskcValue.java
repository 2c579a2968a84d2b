// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.io.IOException;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** One value of a key: plain, or encrypted with its MAC beside it (RFC 6030 section 4.2). */
record PskcValue(@Nullable String plain, @Nullable PskcEncrypted encrypted, @Nullable Bytes mac) {
    private static final int LONGEST_MAC = 256;

    /** Reads the element at whose start {@code xml} stands. */
    static PskcValue read(SeedXml xml) throws IOException {
        @Nullable String plain = null;
        @Nullable PskcEncrypted encrypted = null;
        @Nullable Bytes mac = null;
        int values = 0;
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "PlainValue" -> {
                    plain = xml.text(PskcEncrypted.LONGEST);
                    values++;
                }
                case "EncryptedValue" -> {
                    encrypted = PskcEncrypted.read(xml);
                    values++;
                }
                case "ValueMAC" -> mac = PskcEncrypted.base64(xml.text(LONGEST_MAC));
                default -> xml.skip();
            }
        }
        if (values != 1) {
            throw new PskcRefusal("a value is one PlainValue or one EncryptedValue");
        }
        return new PskcValue(plain, encrypted, mac);
    }
}
