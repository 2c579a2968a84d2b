// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKeyBuilder;
import io.sallyport.simulators.otp.AuthenticatorApp;
import io.sallyport.simulators.otp.Fob;
import io.sallyport.simulators.otp.FobModel;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The devices of one test, each made when it is first asked for. */
final class Lab {
    private static final int SEED_BYTES = 20;

    private final long seed;
    private final SeededRandom random;
    private final UnaryOperator<SimulatedSecurityKeyBuilder> making;
    private final SettableClock clock;
    private final TestMaker maker;
    private final Person person;
    private final Map<Integer, TestKey> keys = new TreeMap<>();
    private final Map<Integer, TokenSeed> seeds = new TreeMap<>();
    private final Map<Integer, Fob> fobs = new TreeMap<>();
    private final Map<Integer, AuthenticatorApp> apps = new TreeMap<>();

    Lab(long seed, SettableClock clock, TestMaker maker, UnaryOperator<SimulatedSecurityKeyBuilder> making) {
        this.seed = seed;
        this.random = new SeededRandom(seed);
        // The test may have another maker in mind.
        this.making = builder -> making.apply(builder.authority(maker.authority()));
        this.clock = clock;
        this.maker = maker;
        this.person = new Person(clock);
    }

    long seed() {
        return seed;
    }

    SecureRandom random() {
        return random;
    }

    static boolean has(Class<?> type) {
        return type == TestKey.class
                || type == Fob.class
                || type == TokenSeed.class
                || type == AuthenticatorApp.class
                || type == SettableClock.class
                || type == TestMaker.class
                || type == Person.class;
    }

    /** @param number which of the test's devices of that kind, from 0 */
    synchronized Object get(Class<?> type, int number) {
        if (type == TestKey.class) {
            return keys.computeIfAbsent(number, n -> key());
        }
        if (type == Fob.class) {
            return fobs.computeIfAbsent(number, n -> Fob.of(seed(n), clock));
        }
        if (type == TokenSeed.class) {
            return seed(number);
        }
        if (type == AuthenticatorApp.class) {
            return apps.computeIfAbsent(number, n -> new AuthenticatorApp(clock));
        }
        if (type == TestMaker.class) {
            return maker;
        }
        return type == SettableClock.class ? clock : person;
    }

    private TestKey key() {
        return new TestKey(new Environment(clock, random, person, Storage.inMemory()), making);
    }

    private TokenSeed seed(int number) {
        return seeds.computeIfAbsent(number, n -> {
            byte[] secret = new byte[SEED_BYTES];
            random.nextBytes(secret);
            return new TokenSeed(FobModel.GEMALTO.serial(n), OtpSeed.of(secret), OtpParameters.STANDARD, 0);
        });
    }

    synchronized void close() {
        keys.values().forEach(TestKey::close);
    }
}
