// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

import io.sallyport.core.Bytes;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The products, as they answer authenticatorGetInfo: 5.4.3, the Bio's 5.5.6 and 5.6.4 and the blue Security Key NFC after
 * published dumps of real ones, the others after their metadata and Yubico's tables (decision 0041 says which).
 */
public final class Products {
    private static final long ES256 = -7;
    private static final long EDDSA = -8;
    private static final long ES384 = -35;
    private static final long RS256 = -257;

    private static final List<String> CTAP20 = List.of("U2F_V2", "FIDO_2_0", "FIDO_2_1_PRE");
    private static final List<String> CTAP21 = List.of("U2F_V2", "FIDO_2_0", "FIDO_2_1_PRE", "FIDO_2_1");
    private static final List<String> EXTENSIONS20 = List.of("credProtect", "hmac-secret");
    private static final List<String> EXTENSIONS21 =
            List.of("credProtect", "hmac-secret", "largeBlobKey", "credBlob", "minPinLength");
    private static final List<String> NFC = List.of("nfc", "usb");
    private static final List<String> USB = List.of("usb");
    private static final List<Integer> BOTH_PROTOCOLS = List.of(2, 1);

    private static final Limits LIMITS20 = new Limits(1200, 8, 128, 25, 4, 0, 0);
    private static final Limits LIMITS57 = new Limits(1280, 8, 128, 100, 4, 4096, 32);

    private static final Set<Feature> FEATURES20 =
            Set.of(Feature.U2F, Feature.CTAP2, Feature.CREDENTIAL_MANAGEMENT_PREVIEW);
    private static final Set<Feature> FEATURES21 = with(
            FEATURES20,
            Feature.FIRMWARE_IN_INFO,
            Feature.PIN_UV_AUTH_TOKEN,
            Feature.CREDENTIAL_MANAGEMENT,
            Feature.CONFIG,
            Feature.ALWAYS_UV,
            Feature.SET_MIN_PIN_LENGTH,
            Feature.LARGE_BLOBS);

    /** Firmware 4.3.7: U2F and nothing else. */
    public static final KeyProfile YUBIKEY_4 = new KeyProfile(
            "YubiKey 4",
            Model.YUBIKEY_4,
            Bytes.of(new byte[16]),
            new Firmware(4, 3, 7),
            List.of("U2F_V2"),
            List.of(),
            USB,
            List.of(ES256),
            List.of(),
            new Limits(1200, 8, 128, 0, 4, 0, 0),
            Set.of(Feature.U2F));

    /** A YubiKey 5 NFC: PIN protocol 1 only, and it does not tell its firmware. */
    public static final KeyProfile YUBIKEY_5_2 = ctap20(
            "YubiKey 5.2.7", Model.YUBIKEY_5, "2fc0579f811347eab116bb5a8db9202a", new Firmware(5, 2, 7), List.of(1));

    /** A YubiKey 5 NFC. */
    public static final KeyProfile YUBIKEY_5_4 = ctap20(
            "YubiKey 5.4.3",
            Model.YUBIKEY_5,
            "2fc0579f811347eab116bb5a8db9202a",
            new Firmware(5, 4, 3),
            BOTH_PROTOCOLS,
            Feature.FIRMWARE_IN_INFO);

    /** A YubiKey Bio, FIDO Edition, of its first firmware. */
    public static final KeyProfile YUBIKEY_BIO_5_5 =
            bio("YubiKey Bio 5.5.6", new Firmware(5, 5, 6), 1200, List.of(ES256, EDDSA));

    public static final KeyProfile YUBIKEY_BIO_5_6 =
            bio("YubiKey Bio 5.6.4", new Firmware(5, 6, 4), 1280, List.of(ES256, EDDSA, ES384));

    /** A YubiKey 5 NFC. */
    public static final KeyProfile YUBIKEY_5_7 =
            firmware57("YubiKey 5.7.4", Model.YUBIKEY_5, "d7781e5de35346aaafe23ca49f13332a", new Firmware(5, 7, 4));

    /** The same, ordered with enterprise attestation. */
    public static final KeyProfile YUBIKEY_5_7_ENTERPRISE = firmware57(
            "YubiKey 5.7.4 Enterprise",
            Model.YUBIKEY_5,
            "1ac71f64468d4fe0bef10e5f2f551f18",
            new Firmware(5, 7, 4),
            Feature.ENTERPRISE_ATTESTATION);

    /** The black one. */
    public static final KeyProfile SECURITY_KEY_NFC_5_4 = ctap20(
            "Security Key NFC 5.4.3",
            Model.SECURITY_KEY_NFC,
            "a4e9fc6d4cbe4758b8ba37598bb5bbaa",
            new Firmware(5, 4, 3),
            BOTH_PROTOCOLS,
            Feature.FIRMWARE_IN_INFO);

    public static final KeyProfile SECURITY_KEY_NFC_5_7 = firmware57(
            "Security Key NFC 5.7.1",
            Model.SECURITY_KEY_NFC,
            "e77e3c6405e3428b88240cbeb04b829d",
            new Firmware(5, 7, 1));

    /** No product: all that the engine can do, for what no product does. */
    public static final KeyProfile EVERYTHING = new KeyProfile(
            "Everything",
            Model.YUBIKEY_5,
            Bytes.ofHex("c1d0a2f65b3e4a0d9a7e53616c6c7970"),
            new Firmware(5, 7, 4),
            CTAP21,
            EXTENSIONS21,
            NFC,
            List.of(ES256, EDDSA, ES384, RS256),
            BOTH_PROTOCOLS,
            new Limits(7609, 20, 1024, 100, 4, 4096, 32),
            with(FEATURES21, Feature.FINGERPRINT, Feature.MAKE_CRED_UV_NOT_REQUIRED, Feature.ENTERPRISE_ATTESTATION));

    /** Of every firmware series the YubiKey comes first that {@link #byFirmware} means. */
    public static final List<KeyProfile> ALL = List.of(
            YUBIKEY_4,
            YUBIKEY_5_2,
            YUBIKEY_5_4,
            YUBIKEY_BIO_5_5,
            YUBIKEY_BIO_5_6,
            YUBIKEY_5_7,
            YUBIKEY_5_7_ENTERPRISE,
            SECURITY_KEY_NFC_5_4,
            SECURITY_KEY_NFC_5_7,
            EVERYTHING);

    private Products() {}

    private static KeyProfile ctap20(
            String name, Model model, String aaguid, Firmware firmware, List<Integer> pinProtocols, Feature... more) {
        return new KeyProfile(
                name,
                model,
                Bytes.ofHex(aaguid),
                firmware,
                CTAP20,
                EXTENSIONS20,
                NFC,
                List.of(ES256, EDDSA),
                pinProtocols,
                LIMITS20,
                with(FEATURES20, more));
    }

    private static KeyProfile bio(String name, Firmware firmware, int maxMessage, List<Long> algorithms) {
        return new KeyProfile(
                name,
                Model.YUBIKEY_BIO,
                Bytes.ofHex("d8522d9f575b486688a9ba99fa02f35b"),
                firmware,
                CTAP21,
                EXTENSIONS21,
                USB,
                algorithms,
                BOTH_PROTOCOLS,
                new Limits(maxMessage, 8, 128, 25, 4, 1024, 32),
                with(FEATURES21, Feature.FINGERPRINT, Feature.ALWAYS_UV_FROM_THE_FACTORY));
    }

    private static KeyProfile firmware57(String name, Model model, String aaguid, Firmware firmware, Feature... more) {
        return new KeyProfile(
                name,
                model,
                Bytes.ofHex(aaguid),
                firmware,
                CTAP21,
                EXTENSIONS21,
                NFC,
                List.of(ES256, EDDSA, ES384),
                BOTH_PROTOCOLS,
                LIMITS57,
                with(with(FEATURES21, Feature.MAKE_CRED_UV_NOT_REQUIRED), more));
    }

    static Optional<KeyProfile> byFirmware(Firmware firmware) {
        return ALL.stream()
                .filter(p -> p.firmware().isOfSeries(firmware))
                .findFirst()
                .map(p -> p.firmware().equals(firmware) ? p : p.withFirmware(firmware));
    }

    private static Set<Feature> with(Set<Feature> features, Feature... more) {
        EnumSet<Feature> all = EnumSet.copyOf(features);
        all.addAll(List.of(more));
        return all;
    }
}
