// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What an OCRA response is computed from, apart from seed and suite (RFC 6287 section 5.1). Begin with one of the static
 * methods, one for each mode of section 7, and add what the suite asks for. Immutable; never prints the PIN.
 */
public final class OcraInput {
    private final List<String> challenges;
    private final boolean signature;
    private final OptionalLong counter;
    private final Optional<Function<Hash, byte[]>> pin;
    private final Optional<byte[]> session;
    private final Optional<ToLongFunction<Duration>> time;

    private OcraInput(
            List<String> challenges,
            boolean signature,
            OptionalLong counter,
            Optional<Function<Hash, byte[]>> pin,
            Optional<byte[]> session,
            Optional<ToLongFunction<Duration>> time) {
        this.challenges = challenges;
        this.signature = signature;
        this.counter = counter;
        this.pin = pin;
        this.session = session;
        this.time = time;
    }

    /** One-way challenge-response (section 7.1): the server's challenge. */
    public static OcraInput ofChallenge(String challenge) {
        return of(false, challenge);
    }

    /** Mutual challenge-response (section 7.2): what the server answers with, the client's challenge first. */
    public static OcraInput ofServer(String clientChallenge, String serverChallenge) {
        return of(false, clientChallenge, serverChallenge);
    }

    /** Mutual challenge-response (section 7.2): what the client answers with, the server's challenge first. */
    public static OcraInput ofClient(String clientChallenge, String serverChallenge) {
        return of(false, serverChallenge, clientChallenge);
    }

    /** A plain signature (section 7.3): what is to be signed, as the suite's challenge writes it. */
    public static OcraInput ofSignature(String toBeSigned) {
        return of(true, toBeSigned);
    }

    private static OcraInput of(boolean signature, String... challenges) {
        return new OcraInput(
                List.of(challenges),
                signature,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The counter, eight bytes of which all bits count. */
    public OcraInput withCounter(long value) {
        return new OcraInput(challenges, signature, OptionalLong.of(value), pin, session, time);
    }

    /** The PIN or password as it is typed; what enters is its hash over UTF-8, by the suite's function. */
    public OcraInput withPin(String typed) {
        return withPin(function -> Hmac.digest(function, typed));
    }

    /** The PIN's hash, for whoever does not keep the PIN. */
    public OcraInput withPinHash(byte[] hash) {
        byte[] kept = hash.clone();
        return withPin(function -> kept);
    }

    private OcraInput withPin(Function<Hash, byte[]> entered) {
        return new OcraInput(challenges, signature, counter, Optional.of(entered), session, time);
    }

    /** Session information; what is shorter than the suite says gets zeros before it. */
    public OcraInput withSession(byte[] information) {
        return new OcraInput(challenges, signature, counter, pin, Optional.of(information.clone()), time);
    }

    /** Session information in UTF-8. */
    public OcraInput withSession(String information) {
        return withSession(information.getBytes(StandardCharsets.UTF_8));
    }

    /** The time, from which the suite counts its steps since 1970. */
    public OcraInput at(Instant instant) {
        return new OcraInput(
                challenges,
                signature,
                counter,
                pin,
                session,
                Optional.of(length -> Math.floorDiv(instant.getEpochSecond(), length.toSeconds())));
    }

    /** The time as steps since 1970. */
    public OcraInput atStep(long step) {
        return new OcraInput(challenges, signature, counter, pin, session, Optional.of(length -> step));
    }

    List<String> challenges() {
        return challenges;
    }

    boolean isSignature() {
        return signature;
    }

    OptionalLong counter() {
        return counter;
    }

    /** The PIN's hash by a function. */
    Optional<Function<Hash, byte[]>> pin() {
        return pin;
    }

    Optional<byte[]> session() {
        return session;
    }

    /** The step by its length. */
    Optional<ToLongFunction<Duration>> time() {
        return time;
    }

    @Override
    public String toString() {
        return "OcraInput" + challenges;
    }
}
