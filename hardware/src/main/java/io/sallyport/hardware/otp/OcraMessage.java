// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** DataInput of RFC 6287 section 5.1: {@code OCRASuite | 00 | C | Q | P | S | T}. */
final class OcraMessage {
    private final OcraSuite suite;
    private final OcraInput input;

    private OcraMessage(OcraSuite suite, OcraInput input) {
        this.suite = suite;
        this.input = input;
    }

    /** @throws IllegalArgumentException if the input is not what the suite asks for */
    static byte[] of(OcraSuite suite, OcraInput input) {
        return new OcraMessage(suite, input).bytes();
    }

    private byte[] bytes() {
        byte[] counter = counter();
        byte[] challenge = challenge();
        byte[] pin = pin();
        byte[] session = session();
        byte[] time = time();
        byte[] name = suite.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(
                        name.length + 1 + counter.length + challenge.length + pin.length + session.length + time.length)
                .put(name)
                .put((byte) 0)
                .put(counter)
                .put(challenge)
                .put(pin)
                .put(session)
                .put(time)
                .array();
    }

    private byte[] counter() {
        requireBoth("counter", suite.hasCounter(), input.counter().isPresent());
        return suite.hasCounter() ? eight(input.counter().getAsLong()) : new byte[0];
    }

    private byte[] challenge() {
        for (String challenge : input.challenges()) {
            require(
                    suite.challenge().isWrittenIn(challenge) && challenge.length() <= suite.challengeLength(),
                    "a challenge of this suite has 1 to " + suite.challengeLength() + " characters, "
                            + suite.challenge());
        }
        return suite.challenge().bytes(String.join("", input.challenges()));
    }

    private byte[] pin() {
        requireBoth("PIN", suite.pin().isPresent(), input.pin().isPresent());
        return suite.pin()
                .map(function -> {
                    byte[] hash = input.pin().orElseThrow().apply(function);
                    int length = Hmac.digest(function, "").length;
                    require(hash.length == length, "a PIN's hash has " + length + " bytes in this suite");
                    return hash;
                })
                .orElseGet(() -> new byte[0]);
    }

    private byte[] session() {
        int length = suite.sessionLength();
        requireBoth("session information", length > 0, input.session().isPresent());
        require(!input.isSignature() || length == 0, "no session information enters a plain signature");
        byte[] information = input.session().orElseGet(() -> new byte[0]);
        require(information.length <= length, "session information has at most " + length + " bytes in this suite");
        return ByteBuffer.allocate(length)
                .put(length - information.length, information)
                .array();
    }

    private byte[] time() {
        requireBoth("time", suite.timeStep().isPresent(), input.time().isPresent());
        return suite.timeStep()
                .map(length -> {
                    long step = input.time().orElseThrow().applyAsLong(length);
                    require(step >= 0, "time steps begin in 1970");
                    return eight(step);
                })
                .orElseGet(() -> new byte[0]);
    }

    private static byte[] eight(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static void requireBoth(String what, boolean asked, boolean given) {
        require(asked == given, (asked ? "the suite asks for the " : "the suite does not ask for the ") + what);
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
