// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/** Reads {@link OtpAuthUri}. No cause is chained here: those of the JDK quote the text, and the secret is in it. */
final class OtpAuthUriReader {
    private static final Set<String> KNOWN = Set.of("secret", "issuer", "algorithm", "digits", "period", "counter");

    private final Algorithm algorithm;
    private final String label;
    private final Map<String, String> values;

    private OtpAuthUriReader(URI uri) {
        require("otpauth".equalsIgnoreCase(uri.getScheme()), "its scheme is not otpauth");
        require(uri.getRawFragment() == null, "it has a fragment");
        this.algorithm = algorithm(uri.getRawAuthority());
        this.label = label(uri.getRawPath());
        this.values = values(Objects.requireNonNullElse(uri.getRawQuery(), ""));
    }

    static OtpAuthUri read(String text) {
        try {
            return new OtpAuthUriReader(new URI(text)).toUri();
        } catch (URISyntaxException e) {
            throw refused("it is not a URI (RFC 3986)");
        }
    }

    private OtpAuthUri toUri() {
        int colon = label.indexOf(':');
        Optional<String> prefix = colon < 0 ? Optional.empty() : Optional.of(label.substring(0, colon));
        // The format lets blanks stand between the colon and the account.
        String account = label.substring(colon + 1).stripLeading();
        Optional<String> issuer = value("issuer");
        require(
                prefix.isEmpty() || issuer.isEmpty() || prefix.equals(issuer),
                "the issuer before the account and the issuer parameter differ");
        return new OtpAuthUri(
                issuer.or(() -> prefix),
                account,
                Base32Secret.decode(value("secret").orElseThrow(() -> refused("it has no secret"))),
                parameters(),
                counter());
    }

    private OtpParameters parameters() {
        require(algorithm == Algorithm.TOTP || value("period").isEmpty(), "a period belongs to totp only");
        return new OtpParameters(
                algorithm,
                value("algorithm").map(OtpAuthUriReader::hash).orElse(Hash.SHA1),
                (int) number("digits", 1).orElse(6L).longValue(),
                Duration.ofSeconds(number("period", 9).orElse(30L)));
    }

    private long counter() {
        Optional<Long> counter = number("counter", 18);
        require(counter.isPresent() == (algorithm == Algorithm.HOTP), "a counter belongs to hotp, and hotp needs one");
        return counter.orElse(0L);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private Optional<Long> number(String name, int maxDigits) {
        Optional<String> value = value(name);
        value.ifPresent(text -> require(
                text.length() <= maxDigits && text.matches("[0-9]+"),
                "its " + name + " is not a number of at most " + maxDigits + " digits"));
        return value.map(Long::valueOf);
    }

    private static Algorithm algorithm(@Nullable String authority) {
        return Arrays.stream(Algorithm.values())
                .filter(one -> one.name().equalsIgnoreCase(authority))
                .findFirst()
                .orElseThrow(() -> refused("its type is neither totp nor hotp"));
    }

    private static Hash hash(String name) {
        return Arrays.stream(Hash.values())
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> refused("its algorithm is none of SHA1, SHA256, SHA512"));
    }

    private static String label(String rawPath) {
        require(rawPath.length() > 1, "it names no account");
        return decoded(rawPath.substring(1));
    }

    private static Map<String, String> values(String rawQuery) {
        Map<String, String> values = new HashMap<>();
        for (String parameter : rawQuery.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (!KNOWN.contains(name)) {
                require(!KNOWN.contains(name.toLowerCase(Locale.ROOT)), "a parameter's name is not in lower case");
                continue;
            }
            require(equals > 0, "its " + name + " has no value");
            String value = parameter.substring(equals + 1);
            require(value.indexOf('+') < 0, "its " + name + " has a +, which apps read in two ways: %20 or %2B");
            require(values.put(name, decoded(value)) == null, "it has two parameters " + name);
        }
        return values;
    }

    private static String decoded(String escaped) {
        try {
            byte[] utf8 = new PercentCodec().decode(escaped.getBytes(StandardCharsets.UTF_8));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (DecoderException | CharacterCodingException e) {
            throw refused("its escapes are not UTF-8");
        }
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw refused(complaint);
        }
    }

    private static IllegalArgumentException refused(String complaint) {
        return new IllegalArgumentException("not a usable otpauth URI: " + complaint);
    }
}
