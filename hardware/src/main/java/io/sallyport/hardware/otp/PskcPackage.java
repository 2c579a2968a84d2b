// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Reads one {@code KeyPackage} (RFC 6030 section 4): one token. */
final class PskcPackage {
    private static final Pattern ALGORITHM_NAMESPACE =
            Pattern.compile("^(urn:ietf:params:xml:ns:keyprov:pskc[:#]|http://www\\.ietf\\.org/keyprov/pskc#)");

    private static final int LONGEST_NAME = 1_024;
    private static final int FEWEST_SECRET_BYTES = 16;
    private static final int MOST_SECRET_BYTES = 128;
    private static final int DEFAULT_DIGITS = 6;

    private final SeedXml xml;
    private final PskcOpening opening;
    private final Map<String, PskcValue> values = new HashMap<>();
    private @Nullable String maker;
    private @Nullable String serial;
    private @Nullable Algorithm algorithm;
    private Hash hash = Hash.SHA1;
    private int digits = DEFAULT_DIGITS;

    private PskcPackage(SeedXml xml, PskcOpening opening) {
        this.xml = xml;
        this.opening = opening;
    }

    /** Reads the element at whose start {@code xml} stands. */
    static TokenSeed read(SeedXml xml, PskcOpening opening) throws IOException {
        PskcPackage read = new PskcPackage(xml, opening);
        read.readParts();
        return read.token();
    }

    private void readParts() throws IOException {
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "DeviceInfo" -> readDevice();
                case "Key" -> readKey();
                default -> xml.skip();
            }
        }
    }

    private void readDevice() throws IOException {
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "Manufacturer" -> maker = xml.text(LONGEST_NAME);
                case "SerialNo" -> serial = xml.text(LONGEST_NAME);
                default -> xml.skip();
            }
        }
    }

    private void readKey() throws IOException {
        if (algorithm != null) {
            throw new PskcRefusal("a package holds one Key");
        }
        algorithm = algorithm(xml.attribute("Algorithm"));
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "AlgorithmParameters" -> readParameters();
                case "Data" -> readData();
                case "Policy" -> PskcPolicy.check(xml);
                default -> xml.skip();
            }
        }
    }

    /** RFC 6030 section 10; its drafts had {@code #} before the name, or a namespace of the web. */
    private static Algorithm algorithm(@Nullable String uri) {
        String name = uri == null
                ? ""
                : ALGORITHM_NAMESPACE.matcher(uri.toLowerCase(Locale.ROOT)).replaceFirst("");
        if (name.startsWith("ocra")) {
            throw new PskcRefusal("its key is for challenge and response (OCRA), not for one-time codes");
        }
        return switch (name) {
            case "hotp" -> Algorithm.HOTP;
            case "totp" -> Algorithm.TOTP;
            case "pin" -> throw new PskcRefusal("its key is a PIN, not a seed");
            default -> throw new PskcRefusal("its key is for an algorithm that is neither HOTP nor TOTP");
        };
    }

    private void readParameters() throws IOException {
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "Suite" -> hash = hash(xml.text(LONGEST_NAME));
                case "ResponseFormat" -> {
                    digits = digits();
                    xml.skip();
                }
                default -> xml.skip();
            }
        }
    }

    /** Nothing registers what a suite of TOTP is called: makers write SHA256, HMAC-SHA256, HmacSHA-256. */
    private static Hash hash(String suite) {
        return switch (suite.toUpperCase(Locale.ROOT).replaceAll("[-_ ]", "").replaceFirst("^HMAC", "")) {
            case "SHA1", "" -> Hash.SHA1;
            case "SHA256" -> Hash.SHA256;
            case "SHA512" -> Hash.SHA512;
            default -> throw new PskcRefusal("its Suite is none of SHA1, SHA256 and SHA512");
        };
    }

    private int digits() {
        String length = xml.attribute("Length");
        String check = xml.attribute("CheckDigits");
        if (length == null || !length.strip().matches("[678]") || !"DECIMAL".equals(xml.attribute("Encoding"))) {
            throw new PskcRefusal("its codes are not of 6, 7 or 8 decimal digits");
        }
        if (check != null && !check.equals("false") && !check.equals("0")) {
            throw new PskcRefusal("its codes end in a check digit");
        }
        return Integer.parseInt(length.strip());
    }

    private void readData() throws IOException {
        for (QName child = xml.child(); child != null; child = xml.child()) {
            String name = PskcNames.of(child);
            switch (name) {
                case "Secret", "Counter", "Time", "TimeInterval", "TimeDrift" -> {
                    if (values.put(name, PskcValue.read(xml)) != null) {
                        throw new PskcRefusal("it has two of " + name);
                    }
                }
                default -> xml.skip();
            }
        }
    }

    private TokenSeed token() {
        if (algorithm == null) {
            throw new PskcRefusal("it has no Key");
        }
        if (serial == null || serial.isEmpty()) {
            throw new PskcRefusal("it has no SerialNo");
        }
        OtpSeed seed = seed();
        long counter = number("Counter", 0);
        long period = number("TimeInterval", OtpParameters.STANDARD.period().toSeconds());
        long drift = number("TimeDrift", 0);
        // The device's clock when the file was written, counted from nobody knows when: checked and left.
        number("Time", 0);
        boolean hotp = algorithm == Algorithm.HOTP;
        Duration step = hotp ? OtpParameters.STANDARD.period() : Duration.ofSeconds(period);
        try {
            return new TokenSeed(
                    serial,
                    seed,
                    new OtpParameters(algorithm, hash, digits, step),
                    hotp ? counter : 0,
                    hotp ? 0 : drift,
                    maker == null || maker.isEmpty() ? null : maker);
        } catch (IllegalArgumentException unfit) {
            throw new PskcRefusal(String.valueOf(unfit.getMessage()));
        }
    }

    private OtpSeed seed() {
        PskcValue value = values.get("Secret");
        if (value == null) {
            throw new PskcRefusal("its Secret is not in the file");
        }
        if (value.encrypted() == null && opening.hasKey()) {
            throw new PskcRefusal("its Secret is plain, in a file that was to be opened with a key");
        }
        byte[] secret = value.plain() != null ? PskcEncrypted.base64(value.plain()).toArray() : opened("Secret", value);
        if (secret.length < FEWEST_SECRET_BYTES || secret.length > MOST_SECRET_BYTES) {
            throw new PskcRefusal("its Secret has " + secret.length + " bytes, and not 16 to 128");
        }
        return OtpSeed.of(secret);
    }

    private long number(String name, long otherwise) {
        PskcValue value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        return value.plain() != null
                ? PskcNumber.plain(name, value.plain())
                : PskcNumber.decrypted(name, opened(name, value));
    }

    private byte[] opened(String name, PskcValue value) {
        PskcEncrypted encrypted = value.encrypted();
        if (encrypted == null) {
            throw new AssertionError("a value is plain or encrypted");
        }
        return opening.open(name, encrypted, value.mac());
    }
}
