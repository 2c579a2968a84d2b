// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What a key may be used for ({@code Policy}, RFC 6030 section 5). A policy that cannot be kept forbids the key; its dates
 * are passed over, since a fob here has no last day.
 */
final class PskcPolicy {
    private PskcPolicy() {}

    /** @throws PskcRefusal if it does not let the key make one-time codes as fobs here do */
    static void check(SeedXml xml) throws IOException {
        Set<String> usages = new HashSet<>();
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "StartDate", "ExpiryDate" -> xml.skip();
                case "KeyUsage" -> usages.add(xml.text(256));
                case "PINPolicy" -> {
                    checkPin(xml.attribute("PINUsageMode"));
                    xml.skip();
                }
                case "NumberOfTransactions" ->
                    throw new PskcRefusal("its policy limits how often the key is used, which nothing here counts");
                // Section 5: a recipient that does not understand a policy assumes that the key must not be used.
                default -> throw new PskcRefusal("its policy has a part that is not known here");
            }
        }
        if (!usages.isEmpty() && !usages.contains("OTP")) {
            throw new PskcRefusal("its policy does not let the key make one-time codes");
        }
    }

    /** A PIN that the device itself asks for ("Local") does not change its codes; any other does. */
    private static void checkPin(@Nullable String mode) {
        if (mode != null && !mode.equals("Local")) {
            throw new PskcRefusal("its policy wants a PIN together with the code");
        }
    }
}
