// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.codes;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.RfcOneTimeCodes;
import io.sallyport.hardware.otp.Totp;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.Blackhole;

/**
 * An operation is {@value #BATCH} searches, long enough for the clock and too short for the scheduler: whatever else runs on the
 * machine spoils few of them. The code is the window's last, so that whoever stops at the first that matches does all
 * the work too; every fifth is wrong.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the method that sets the others
public class CodeBenchmark {
    static final int BATCH = 8;

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final long STEP = 58_000_000;
    private static final int CODES = 100;

    /** The HMAC's. */
    @Param({"SHA1", "SHA256", "SHA512"})
    public Hash hash;

    /** For what. */
    @Param
    public Search search;

    private final RfcOneTimeCodes codes = new RfcOneTimeCodes();
    private final String[] typed = new String[CODES];
    private final String[] typedNext = new String[CODES];
    private final int[] typedNumbers = new int[CODES];
    private final int[] typedNextNumbers = new int[CODES];

    private int next;
    private OtpSeed seed;
    private OtpParameters parameters;
    private SecretKeySpec key;
    private Mac mac;
    private TimeBasedOneTimePasswordGenerator javaOtp;

    /** Called once in each fork. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        String algorithm = "Hmac" + hash;
        byte[] secret = new byte[40];
        new Random(4226).nextBytes(secret);
        seed = OtpSeed.of(secret);
        parameters = new OtpParameters(Algorithm.TOTP, hash, 6, PERIOD);
        key = new SecretKeySpec(secret, algorithm);
        mac = Mac.getInstance(algorithm);
        mac.init(key);
        javaOtp = new TimeBasedOneTimePasswordGenerator(PERIOD, 6, algorithm);
        Totp totp = new Totp(seed, parameters);
        for (int i = 0; i < CODES; i++) {
            long last = STEP + i + search.steps - 1;
            String code = totp.codeAt(instant(last));
            typed[i] = i % 5 == 4 ? String.format("%06d", (Integer.parseInt(code) + 1) % 1_000_000) : code;
            typedNext[i] = totp.codeAt(instant(last + 1));
            typedNumbers[i] = Integer.parseInt(typed[i]);
            typedNextNumbers[i] = Integer.parseInt(typedNext[i]);
            requireAgreement(i);
        }
    }

    private void requireAgreement(int i) throws InvalidKeyException {
        boolean ours = found(i).isPresent();
        if (ours != (i % 5 != 4) || ours != matchesByJavaOtp(i)) {
            throw new AssertionError("they answer differently for code " + i);
        }
    }

    private static Instant instant(long step) {
        return Instant.ofEpochSecond(step * PERIOD.toSeconds());
    }

    private int next() {
        next = next + 1 == CODES ? 0 : next + 1;
        return next;
    }

    /** What a verification is here. */
    @Benchmark
    public void sallyport(Blackhole sink) {
        for (int n = 0; n < BATCH; n++) {
            sink.consume(found(next()));
        }
    }

    private OptionalLong found(int i) {
        long from = STEP + i;
        long to = from + search.steps - 1;
        return search == Search.PAIR
                ? codes.matchPair(seed, parameters, from, to, typed[i], typedNext[i])
                : codes.match(seed, parameters, from, to, typed[i]);
    }

    /** The HMACs that it needs, of a {@code Mac} that has its key already. */
    @Benchmark
    public void bare(Blackhole sink) {
        for (int n = 0; n < BATCH; n++) {
            int i = next();
            for (long step = STEP + i; step < STEP + i + search.hmacs; step++) {
                sink.consume(mac.doFinal(
                        ByteBuffer.allocate(Long.BYTES).putLong(step).array()));
            }
        }
    }

    /** The same by java-otp in its quickest form: numbers, and a key object that is there already. */
    @Benchmark
    public void javaOtp(Blackhole sink) throws InvalidKeyException {
        for (int n = 0; n < BATCH; n++) {
            sink.consume(matchesByJavaOtp(next()));
        }
    }

    private boolean matchesByJavaOtp(int i) throws InvalidKeyException {
        boolean found = false;
        boolean firstBefore = false;
        for (long step = STEP + i; step < STEP + i + search.hmacs; step++) {
            int shown = javaOtp.generateOneTimePassword(key, instant(step));
            boolean first = shown == typedNumbers[i];
            found |= search == Search.PAIR ? firstBefore && shown == typedNextNumbers[i] : first;
            firstBefore = first;
        }
        return found;
    }
}
