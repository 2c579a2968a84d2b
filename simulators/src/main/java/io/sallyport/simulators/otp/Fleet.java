// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.TokenSeed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A box of fobs as a maker ships it: serials in sequence, seeds drawn, and quartzes that differ. What the maker's seed file
 * says of them is {@link Member#token}; what nobody knows yet is how each one drifts.
 */
public final class Fleet {
    private Fleet() {}

    /**
     * How the quartzes of a fleet differ: a normal distribution, and a few that are plainly bad.
     *
     * @param sigma its standard deviation in ppm
     * @param badShare what share of all is bad, 0 to 1
     * @param badPpm by how much a bad one is off, either way
     */
    public record Spread(double sigma, double badShare, double badPpm) {
        /** Two minutes a year, and one in a hundred that is off by a second a day. */
        public static final Spread USUAL = new Spread(4, 0.01, 12);

        double draw(Random random) {
            boolean bad = random.nextDouble() < badShare;
            double normal = random.nextGaussian();
            return bad ? Math.copySign(badPpm, normal) : normal * sigma;
        }
    }

    /**
     * One fob of a fleet.
     *
     * @param driftPpm how fast its quartz runs off at 25 °C
     * @param place seed of {@link Temperature#lifelike}, for whoever wants it to lie somewhere
     */
    public record Member(FobModel model, TokenSeed token, double driftPpm, long place) {
        /** The fob itself, right at {@code since}; more may be said of it. */
        public FobBuilder fob(InstantSource clock, Instant since) {
            return Fob.builder(token, clock).model(model).quartz(driftPpm, since);
        }
    }

    /**
     * @param parameters of all of them; Gemalto's are time-based
     * @param first the number of the first one's serial
     * @param random for seeds and quartzes: a {@link java.security.SecureRandom}, or one with a seed to get the same fleet
     *     again
     * @throws IllegalArgumentException if the serials do not suffice, or the maker makes no such fobs
     */
    public static List<Member> make(
            FobModel model, OtpParameters parameters, int count, long first, Spread spread, Random random) {
        if (model == FobModel.GEMALTO && parameters.algorithm() != Algorithm.TOTP) {
            throw new IllegalArgumentException("Gemalto's fobs are time-based");
        }
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    TokenSeed token = new TokenSeed(
                            model.serial(first + i), seed(parameters, random), parameters, 0, 0, model.maker());
                    return new Member(model, token, spread.draw(random), random.nextLong());
                })
                .toList();
    }

    /** As long as the hash's output, as RFC 6238 section 5.1 recommends. */
    private static OtpSeed seed(OtpParameters parameters, Random random) {
        byte[] secret = new byte
                [switch (parameters.hash()) {
                    case SHA1 -> 20;
                    case SHA256 -> 32;
                    case SHA512 -> 64;
                }];
        random.nextBytes(secret);
        return OtpSeed.of(secret);
    }
}
