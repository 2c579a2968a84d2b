// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters.Hash;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a suite.
 *
 * @param digits 0 or 4 to 10
 * @param sessionLength 0 if there is none
 */
record OcraSuiteReader(
        Hash hash,
        int digits,
        boolean counter,
        OcraChallenge challenge,
        int challengeLength,
        Optional<Hash> pin,
        int sessionLength,
        Optional<Duration> timeStep) {

    private static final int LONGEST = 60;

    private static final Pattern FUNCTION = Pattern.compile("HOTP-(SHA(?:1|256|512))-(0|[4-9]|10)");
    private static final Pattern COUNTER = Pattern.compile("C");
    private static final Pattern CHALLENGE = Pattern.compile("Q([ANH])([0-9]{1,2})");
    private static final Pattern PIN = Pattern.compile("P(SHA(?:1|256|512))");
    private static final Pattern SESSION = Pattern.compile("S([0-9]{3})");
    private static final Pattern TIME = Pattern.compile("T([1-9][0-9]?)([SMH])");

    static OcraSuiteReader read(String text) {
        require(text.length() <= LONGEST, "it is longer than " + LONGEST + " characters");
        String[] parts = text.split(":", -1);
        require(parts.length == 3, "it has not the three parts algorithm:function:input");
        require(parts[0].equals("OCRA-1"), "its algorithm is not OCRA-1");
        Matcher function = FUNCTION.matcher(parts[1]);
        require(
                function.matches(),
                "its function is not HOTP-SHA1, HOTP-SHA256 or HOTP-SHA512 with -0 or -4 to -10 after it");
        Queue<String> inputs = new ArrayDeque<>(List.of(parts[2].split("-", -1)));
        OcraSuiteReader read = read(function, inputs);
        require(inputs.isEmpty(), "its input has after [C-]Q… no more than [-PH][-Snnn][-TG] in this order");
        return read;
    }

    private static OcraSuiteReader read(MatchResult function, Queue<String> inputs) {
        boolean counter = next(inputs, COUNTER).isPresent();
        MatchResult challenge = next(inputs, CHALLENGE)
                .orElseThrow(() -> refused("its challenge is not QA, QN or QH with a length after it"));
        return new OcraSuiteReader(
                Hash.valueOf(function.group(1)),
                Integer.parseInt(function.group(2)),
                counter,
                challenge(challenge.group(1)),
                within(4, 64, challenge.group(2), "a challenge's length"),
                next(inputs, PIN).map(pin -> Hash.valueOf(pin.group(1))),
                next(inputs, SESSION)
                        .map(session -> within(1, 512, session.group(1), "the session information's length"))
                        .orElse(0),
                next(inputs, TIME).map(OcraSuiteReader::timeStep));
    }

    /** Takes the next input if it is of that form. */
    private static Optional<MatchResult> next(Queue<String> inputs, Pattern form) {
        Matcher matcher = form.matcher(inputs.isEmpty() ? "" : inputs.element());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        inputs.remove();
        return Optional.of(matcher.toMatchResult());
    }

    private static OcraChallenge challenge(String letter) {
        return switch (letter) {
            case "A" -> OcraChallenge.ALPHANUMERIC;
            case "N" -> OcraChallenge.NUMERIC;
            default -> OcraChallenge.HEXADECIMAL;
        };
    }

    private static Duration timeStep(MatchResult time) {
        return switch (time.group(2)) {
            case "S" -> Duration.ofSeconds(within(1, 59, time.group(1), "a time step in seconds"));
            case "M" -> Duration.ofMinutes(within(1, 59, time.group(1), "a time step in minutes"));
            default -> Duration.of(within(1, 48, time.group(1), "a time step in hours"), ChronoUnit.HOURS);
        };
    }

    private static int within(int from, int to, String number, String what) {
        int value = Integer.parseInt(number);
        require(value >= from && value <= to, what + " is " + from + " to " + to + ", not " + value);
        return value;
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw refused(complaint);
        }
    }

    private static IllegalArgumentException refused(String complaint) {
        return new IllegalArgumentException("not an OCRA suite (RFC 6287 section 6): " + complaint);
    }
}
