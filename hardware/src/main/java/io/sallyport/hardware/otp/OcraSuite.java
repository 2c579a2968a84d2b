// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters.Hash;
import java.time.Duration;
import java.util.Optional;

/**
 * How a challenge-response device computes, as RFC 6287 section 6 writes it: {@code OCRA-1:HOTP-SHA512-8:C-QN08-PSHA1}.
 * Immutable. Two are equal when they are written alike: the text itself enters the computation.
 */
public final class OcraSuite {
    private final String text;
    private final Hash hash;
    private final int digits;
    private final boolean counter;
    private final OcraChallenge challenge;
    private final int challengeLength;
    private final Optional<Hash> pin;
    private final int sessionLength;
    private final Optional<Duration> timeStep;

    OcraSuite(String text, OcraSuiteReader read) {
        this.text = text;
        this.hash = read.hash();
        this.digits = read.digits();
        this.counter = read.counter();
        this.challenge = read.challenge();
        this.challengeLength = read.challengeLength();
        this.pin = read.pin();
        this.sessionLength = read.sessionLength();
        this.timeStep = read.timeStep();
    }

    /**
     * Reads a suite to the letter: upper case, every part in its place and with its value. The RFC's defaults (such as a bare
     * {@code S}) are not guessed, and a time step of no hours, which its table allows, is none.
     *
     * @throws IllegalArgumentException if it is not one, with the part that is wrong
     */
    public static OcraSuite parse(String text) {
        return new OcraSuite(text, OcraSuiteReader.read(text));
    }

    /** The hash of the HMAC. */
    public Hash hash() {
        return hash;
    }

    /** How many digits a response has, 4 to 10; 0 for the whole HMAC in hexadecimal. */
    public int digits() {
        return digits;
    }

    /** Whether a counter enters. */
    public boolean hasCounter() {
        return counter;
    }

    /** What a challenge is written in. */
    public OcraChallenge challenge() {
        return challenge;
    }

    /** How long a challenge is at most, 4 to 64 characters. */
    public int challengeLength() {
        return challengeLength;
    }

    /** By which hash a PIN enters, if one does. */
    public Optional<Hash> pin() {
        return pin;
    }

    /** How many bytes of session information enter; 0 if none. */
    public int sessionLength() {
        return sessionLength;
    }

    /** The time step, if time enters. */
    public Optional<Duration> timeStep() {
        return timeStep;
    }

    /** The suite as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OcraSuite suite && text.equals(suite.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
