// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.util.Map;
import java.util.Optional;

/** Models by their AAGUID, as their maker publishes them. */
final class KeyModel {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("cb69481e8ff7403993ec0a2729a154a8", "YubiKey 5 (5.1)"),
            Map.entry("ee882879721c491397753dfcce97072a", "YubiKey 5 (5.2, 5.4)"),
            Map.entry("fa2b99dc9e3942578f924a30d23c4118", "YubiKey 5 NFC (5.1)"),
            Map.entry("2fc0579f811347eab116bb5a8db9202a", "YubiKey 5 NFC (5.2, 5.4)"),
            Map.entry("c5ef55ffad9a4b9fb580adebafe026d0", "YubiKey 5Ci (5.2, 5.4)"),
            Map.entry("73bb0cd4e50249b89c6fb59445bf720b", "YubiKey 5 FIPS (5.4)"),
            Map.entry("c1f9a0bc1dd2404ab27f8e29047a43fd", "YubiKey 5 NFC FIPS (5.4)"),
            Map.entry("8520342148f943559bc88a53846e5083", "YubiKey 5Ci FIPS (5.4)"),
            Map.entry("19083c3d83834b18bc038f1c9ab2fd1b", "YubiKey 5 (5.7)"),
            Map.entry("a25342c03cdc44148e46f4807fca511c", "YubiKey 5 NFC (5.7)"),
            Map.entry("d7781e5de35346aaafe23ca49f13332a", "YubiKey 5 NFC (5.7)"),
            Map.entry("662ef48a95e24aaaa6c15b9c40375824", "YubiKey 5 NFC with enhanced PIN (5.7)"),
            Map.entry("1ac71f64468d4fe0bef10e5f2f551f18", "YubiKey 5 NFC, enterprise profile (5.7)"),
            Map.entry("e77e3c6405e3428b88240cbeb04b829d", "Security Key NFC (5.7)"),
            Map.entry("d8522d9f575b486688a9ba99fa02f35b", "YubiKey Bio (5.5, 5.6)"),
            Map.entry("f8a011f38c0a4d15800617111f9edc7d", "Security Key (5.1)"),
            Map.entry("b92c3f9ac0144056887f140a2501163b", "Security Key (5.2)"),
            Map.entry("6d44ba9bf6ec2e49b9300c8fe920cb73", "Security Key NFC (5.1)"),
            Map.entry("149a20218ef6413396b881f8d5b7f1f5", "Security Key NFC (5.2, 5.4)"),
            Map.entry("a4e9fc6d4cbe4758b8ba37598bb5bbaa", "Security Key NFC (5.4)"));

    private KeyModel() {}

    static Optional<String> named(Bytes aaguid) {
        return Optional.ofNullable(NAMES.get(aaguid.toHex()));
    }
}
