// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpSeed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What an authenticator app reads from a QR code: Google Authenticator's Key URI format,
 * {@code otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=…}. {@link #toString()} hides the secret.
 *
 * @param issuer who asks for the code, such as {@code Amazon Web Services}; not blank, no colon
 * @param account whose code it is, such as {@code zoe@051826736434}; not blank, no colon
 * @param counter where an event-based device starts, 0 or more; 0 for a time-based one
 */
public record OtpAuthUri(
        Optional<String> issuer, String account, OtpSeed seed, OtpParameters parameters, long counter) {

    public OtpAuthUri {
        issuer.ifPresent(name -> requireName("an issuer", name));
        requireName("an account", account);
        if (counter < 0 || (counter > 0 && parameters.algorithm() != Algorithm.HOTP)) {
            throw new IllegalArgumentException("a counter is 0 or more, and 0 for a time-based device");
        }
    }

    /** A time-based account as AWS and nearly everybody else has it: {@link OtpParameters#STANDARD}. */
    public static OtpAuthUri totp(String issuer, String account, OtpSeed seed) {
        return totp(issuer, account, seed, OtpParameters.STANDARD);
    }

    /** @throws IllegalArgumentException if {@code parameters} are not of a time-based device, or a name is unfit */
    public static OtpAuthUri totp(String issuer, String account, OtpSeed seed, OtpParameters parameters) {
        if (parameters.algorithm() != Algorithm.TOTP) {
            throw new IllegalArgumentException("the parameters are not those of a time-based device");
        }
        return new OtpAuthUri(Optional.of(issuer), account, seed, parameters, 0);
    }

    /** @throws IllegalArgumentException if {@code parameters} are not of an event-based device, or a name is unfit */
    public static OtpAuthUri hotp(String issuer, String account, OtpSeed seed, OtpParameters parameters, long counter) {
        if (parameters.algorithm() != Algorithm.HOTP) {
            throw new IllegalArgumentException("the parameters are not those of an event-based device");
        }
        return new OtpAuthUri(Optional.of(issuer), account, seed, parameters, counter);
    }

    /**
     * Reads a Key URI strictly: known parameters at most once, none of the other type, issuer prefix and parameter equal,
     * the secret canonical base32 (either case, padding allowed). Parameters that the format does not know are ignored,
     * as every app does.
     *
     * @throws IllegalArgumentException if it is not one; the message never holds the secret
     */
    public static OtpAuthUri parse(String text) {
        return OtpAuthUriReader.read(text);
    }

    /** How an app lists the account: {@code ISSUER:ACCOUNT}, or the account alone. */
    public String label() {
        return issuer.map(name -> name + ":" + account).orElse(account);
    }

    /**
     * The URI itself, pure ASCII: every caller of this is a place where the secret can leak. Algorithm, digits and period
     * are left out where they are the format's defaults (SHA1, 6, 30), so that the picture stays as small as AWS's.
     */
    public String reveal() {
        StringBuilder uri = new StringBuilder("otpauth://")
                .append(parameters.algorithm().name().toLowerCase(Locale.ROOT))
                .append('/');
        issuer.ifPresent(name -> uri.append(escapedForLabel(name)).append(':'));
        uri.append(escapedForLabel(account)).append("?secret=").append(Base32Secret.encode(seed));
        issuer.ifPresent(name -> uri.append("&issuer=").append(escaped(name)));
        if (!isDefault()) {
            uri.append("&algorithm=")
                    .append(parameters.hash())
                    .append("&digits=")
                    .append(parameters.digits());
        }
        if (parameters.algorithm() == Algorithm.HOTP) {
            uri.append("&counter=").append(counter);
        } else if (!isDefault()) {
            uri.append("&period=").append(parameters.period().toSeconds());
        }
        return uri.toString();
    }

    private boolean isDefault() {
        OtpParameters standard = OtpParameters.STANDARD;
        return parameters.hash() == standard.hash()
                && parameters.digits() == standard.digits()
                && (parameters.algorithm() == Algorithm.HOTP
                        || parameters.period().equals(standard.period()));
    }

    private static String escapedForLabel(String name) {
        // RFC 3986 section 3.3 lets an @ stand in a path, and AWS's labels show it.
        return escaped(name).replace("%40", "@");
    }

    private static String escaped(String text) {
        // URLEncoder writes a form, where + is a space; apps show that + as it is. A + in the text is %2B already.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void requireName(String what, String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            throw new IllegalArgumentException(what + " has a name without blanks around it");
        }
        if (name.indexOf(':') >= 0
                || name.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException(what + " has a name without colons and control characters");
        }
    }
}
