// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XML in which Aladdin and SafeNet ship seeds of the eToken PASS: {@code
 * Tokens/Token[@serial]/Applications/Application}, in it {@code Seed} in hex or base64, and {@code MovingFactor}, the next
 * counter of an event-based token, or {@code ClockStep}, the period of a time-based one in seconds. A seed of 32 bytes
 * belongs to SHA-256, as every reader of the format has it. Six digits; the format has no element for them.
 */
final class SafeNetXml {
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2})+");
    private static final int LONGEST_TEXT = 1_024;

    private final SeedXml xml;
    private final int line;
    private final String serial;
    private @Nullable String maker;
    private @Nullable OtpSeed seed;
    private @Nullable Long counter;
    private @Nullable Long period;

    private SafeNetXml(SeedXml xml) {
        this.xml = xml;
        this.line = xml.line();
        String printed = xml.attribute("serial");
        if (printed == null) {
            throw new SeedFileException(line, "a token has a serial");
        }
        this.serial = printed;
    }

    static void read(InputStream file, TokenIntake intake) throws IOException {
        SeedXml xml = SeedXml.open(file);
        xml.root();
        for (QName child = xml.child(); child != null; child = xml.child()) {
            if (!child.getLocalPart().equals("Token")) {
                throw new SeedFileException(xml.line(), "an element in Tokens is a Token");
            }
            SafeNetXml token = new SafeNetXml(xml);
            token.readParts();
            intake.add(token.line, token.token());
        }
        xml.end();
    }

    private void readParts() throws IOException {
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (child.getLocalPart()) {
                case "ProductName" -> maker = product(xml.text(LONGEST_TEXT));
                case "Applications" -> readApplications();
                default -> xml.skip();
            }
        }
    }

    private void readApplications() throws IOException {
        for (QName child = xml.child(); child != null; child = xml.child()) {
            if (child.getLocalPart().equals("Application")) {
                readApplication();
            } else {
                xml.skip();
            }
        }
    }

    private void readApplication() throws IOException {
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (child.getLocalPart()) {
                case "Seed" -> seed = same(seed, seed(xml.text(LONGEST_TEXT)));
                case "MovingFactor" -> counter = same(counter, number("MovingFactor", 18));
                case "ClockStep" -> period = same(period, number("ClockStep", 9));
                default -> xml.skip();
            }
        }
    }

    /** A token may have several applications, which are all one to us while they say the same. */
    private <T> T same(@Nullable T earlier, T now) {
        if (earlier != null && !earlier.equals(now)) {
            throw new SeedFileException(xml.line(), "the token has two seeds or two counters that differ");
        }
        return now;
    }

    private OtpSeed seed(String text) {
        byte[] secret;
        try {
            secret = HEX.matcher(text).matches()
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException neither) {
            secret = new byte[0];
        }
        if (secret.length < 16 || secret.length > 128) {
            throw new SeedFileException(xml.line(), "a Seed is a secret of 16 to 128 bytes in hex or base64");
        }
        return OtpSeed.of(secret);
    }

    private long number(String element, int digits) throws IOException {
        String text = xml.text(LONGEST_TEXT);
        if (!text.matches("[0-9]{1," + digits + "}")) {
            throw new SeedFileException(xml.line(), "a " + element + " is a number of at most " + digits + " digits");
        }
        return Long.parseLong(text);
    }

    private TokenSeed token() {
        OtpSeed known = seed;
        if (known == null) {
            throw new SeedFileException(line, "the token has no Seed");
        }
        Hash hash = known.reveal().length == 32 ? Hash.SHA256 : Hash.SHA1;
        try {
            if (counter != null && period == null) {
                return new TokenSeed(
                        serial,
                        known,
                        new OtpParameters(Algorithm.HOTP, hash, 6, OtpParameters.STANDARD.period()),
                        counter,
                        0,
                        maker);
            }
            if (period != null) {
                return new TokenSeed(
                        serial,
                        known,
                        new OtpParameters(Algorithm.TOTP, hash, 6, Duration.ofSeconds(period)),
                        0,
                        0,
                        maker);
            }
        } catch (IllegalArgumentException unfit) {
            throw new SeedFileException(line, String.valueOf(unfit.getMessage()));
        }
        throw new SeedFileException(line, "the token has neither a MovingFactor nor a ClockStep");
    }

    private static @Nullable String product(String name) {
        return name.isEmpty() ? null : name;
    }
}
