// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpSeed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import javax.crypto.Mac;

/**
 * A challenge-response device, and whoever verifies it (OCRA, RFC 6287): one-way, mutual and plain signature, by what its
 * {@link OcraInput} is made with. Thread-safe.
 *
 * <pre>{@code
 * Ocra token = new Ocra(OcraSuite.parse("OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1"), seed);
 * String response = token.response(OcraInput.ofChallenge("12345678").withCounter(7).withPin("1234"));
 * }</pre>
 */
public final class Ocra {
    /** More than this is no window but a search. */
    private static final int MOST_CANDIDATES = 10_000;

    private final OcraSuite suite;
    private final OtpSeed seed;

    public Ocra(OcraSuite suite, OtpSeed seed) {
        this.suite = suite;
        this.seed = seed;
    }

    /**
     * The response to a challenge: as many digits as the suite says, or the HMAC in lower case hexadecimal where it says 0.
     *
     * @throws IllegalArgumentException if the input lacks something that the suite asks for, or has more; the message holds
     *     none of it
     */
    public String response(OcraInput input) {
        return response(Hmac.keyed(suite.hash(), seed), input);
    }

    /** Whether a response is the one to this very input, compared in constant time. */
    public boolean verify(OcraInput input, String response) {
        return verify(input, response, 0, 0).isPresent();
    }

    /**
     * Where around an input a response belongs. Every response of the window is computed and compared in constant time. The
     * challenge answers for freshness only while it is given once: counter and time step that were accepted are the
     * caller's to remember.
     *
     * @param input as it is expected, with the lowest counter that is still to come
     * @param lookAhead how many counters after that, where the suite has one
     * @param timeSteps how many time steps either way, where the suite has them
     * @return the first in the order of counters, and of time steps among these; empty if there is none
     * @throws IllegalArgumentException as {@link #response}, or for a window of more than 10,000 responses
     */
    public Optional<OcraMatch> verify(OcraInput input, String response, int lookAhead, int timeSteps) {
        byte[] typed =
                (suite.digits() == 0 ? response.toLowerCase(Locale.ROOT) : response).getBytes(StandardCharsets.UTF_8);
        Mac mac = Hmac.keyed(suite.hash(), seed);
        Optional<OcraMatch> found = Optional.empty();
        for (OcraMatch candidate : candidates(input, lookAhead, timeSteps)) {
            byte[] shown = response(mac, at(candidate, input)).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(shown, typed) && found.isEmpty()) {
                found = Optional.of(candidate);
            }
        }
        return found;
    }

    private String response(Mac mac, OcraInput input) {
        byte[] hs = mac.doFinal(OcraMessage.of(suite, input));
        if (suite.digits() == 0) {
            return HexFormat.of().formatHex(hs);
        }
        String number = Integer.toString(Hmac.truncated(hs));
        int missing = suite.digits() - number.length();
        return missing > 0 ? "0".repeat(missing) + number : number.substring(-missing);
    }

    private List<OcraMatch> candidates(OcraInput input, int lookAhead, int timeSteps) {
        boolean sane = lookAhead >= 0 && timeSteps >= 0 && (lookAhead + 1L) * (2L * timeSteps + 1) <= MOST_CANDIDATES;
        if (!sane) {
            throw new IllegalArgumentException("a window has 1 to " + MOST_CANDIDATES + " responses");
        }
        List<OptionalLong> steps = suite.timeStep().isPresent() && input.time().isPresent()
                ? around(input.time().get().applyAsLong(suite.timeStep().get()), timeSteps)
                : List.of(OptionalLong.empty());
        List<OptionalLong> counters = suite.hasCounter() && input.counter().isPresent()
                ? from(input.counter().getAsLong(), lookAhead)
                : List.of(OptionalLong.empty());
        return counters.stream()
                .flatMap(counter -> steps.stream().map(step -> new OcraMatch(counter, step)))
                .toList();
    }

    private static List<OptionalLong> around(long step, int steps) {
        return LongStream.rangeClosed(Math.max(0, step - steps), step + steps)
                .mapToObj(OptionalLong::of)
                .toList();
    }

    private static List<OptionalLong> from(long counter, int lookAhead) {
        return LongStream.rangeClosed(0, lookAhead)
                .map(ahead -> counter + ahead)
                // Eight bytes without a sign; the counter does not begin anew.
                .filter(ahead -> Long.compareUnsigned(ahead, counter) >= 0)
                .mapToObj(OptionalLong::of)
                .toList();
    }

    private static OcraInput at(OcraMatch candidate, OcraInput input) {
        OcraInput counted = with(candidate.counter(), input, input::withCounter);
        return with(candidate.timeStep(), counted, counted::atStep);
    }

    private static OcraInput with(OptionalLong value, OcraInput input, LongFunction<OcraInput> with) {
        return value.isPresent() ? with.apply(value.getAsLong()) : input;
    }
}
