// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.IOException;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * How a container's encrypted values are authenticated ({@code MACMethod}, RFC 6030 section 6.1.1).
 *
 * @param key the MAC's, encrypted; older files have none and use the key of the values
 */
record PskcMacMethod(PskcMac mac, Optional<PskcEncrypted> key) {
    /**
     * Reads the element at whose start {@code xml} stands.
     *
     * @return null if it names no MAC: so python-pskc has it, where the cipher proves integrity itself
     */
    static @Nullable PskcMacMethod read(SeedXml xml) throws IOException {
        String uri = xml.attribute("Algorithm");
        if (uri == null) {
            xml.skip();
            return null;
        }
        PskcMac mac =
                PskcMac.named(uri).orElseThrow(() -> new PskcRefusal("MACMethod names a MAC that is not known here"));
        PskcEncrypted key = null;
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "MACKey" -> key = PskcEncrypted.read(xml);
                case "MACKeyReference" -> throw new PskcRefusal("the key of the MAC is not in the file");
                default -> xml.skip();
            }
        }
        return new PskcMacMethod(mac, Optional.ofNullable(key));
    }
}
