// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import io.sallyport.simulators.fido.SimulatedSecurityKeyBuilder;
import io.sallyport.simulators.fido.chip.KeyProfile;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests their second factors.
 *
 * <pre>{@code
 * @ExtendWith(SimulatedDevices.class)
 * class SignInTest {
 *     @Test
 *     void aKeySignsIn(TestKey key) {
 *         site.registered(key.register(site.creationOptions(), "https://example.org"));
 *         site.signedIn(key.authenticate(site.requestOptions(), "https://example.org"));
 *     }
 * }
 * }</pre>
 *
 * <p>A test, and what runs before and after each, may have parameters of these types: {@link TestKey}, {@link
 * io.sallyport.simulators.otp.Fob}, {@link io.sallyport.hardware.otp.TokenSeed} (what the relying party knows of the fob),
 * {@link io.sallyport.simulators.otp.AuthenticatorApp}, {@link SettableClock}, {@link Person} and {@link TestMaker}. The second parameter of a
 * type is the test's second such device; the first is the same in all methods of one test. Each test has devices of its own,
 * which end with it, so tests may run in parallel.
 *
 * <p>What the devices draw follows from a seed that is another in each run. A failure tells it; the system property (or
 * JUnit configuration parameter) {@code sallyport.seed}, or {@link #withSeed}, gives it back. To say more, it is registered
 * as a field: {@code @RegisterExtension final SimulatedDevices devices = new SimulatedDevices().withProfile(...)}.
 */
public final class SimulatedDevices implements ParameterResolver, BeforeEachCallback, AfterEachCallback {
    /** Configuration parameter of JUnit: a number. */
    public static final String SEED = "sallyport.seed";

    private static final String LAB = "lab";

    private final @Nullable Long seed;
    private final Instant start;
    private final UnaryOperator<SimulatedSecurityKeyBuilder> making;

    /** YubiKeys of firmware 5.4.3, a clock that begins with the year 2026, and somebody who touches at once. */
    public SimulatedDevices() {
        this(null, SettableClock.START, UnaryOperator.identity());
    }

    private SimulatedDevices(@Nullable Long seed, Instant start, UnaryOperator<SimulatedSecurityKeyBuilder> making) {
        this.seed = seed;
        this.start = start;
        this.making = making;
    }

    /** The same devices in each test and each run. */
    public SimulatedDevices withSeed(long number) {
        return new SimulatedDevices(number, start, making);
    }

    /** Each test begins then. */
    public SimulatedDevices startingAt(Instant instant) {
        return new SimulatedDevices(seed, instant, making);
    }

    /** Which product the keys are. */
    public SimulatedDevices withProfile(KeyProfile profile) {
        return withKeys(builder -> builder.profile(profile));
    }

    /** What else the keys are made as: by another maker than {@link TestMaker}, for which enterprise. */
    public SimulatedDevices withKeys(UnaryOperator<SimulatedSecurityKeyBuilder> further) {
        return new SimulatedDevices(seed, start, builder -> further.apply(making.apply(builder)));
    }

    /** Devices belong to a test: there are none for a constructor or before all tests. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Lab.has(parameter.getParameter().getType())
                && parameter.getDeclaringExecutable() instanceof Method
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Parameter[] all = parameter.getDeclaringExecutable().getParameters();
        int number = 0;
        for (int before = 0; before < parameter.getIndex(); before++) {
            if (all[before].getType() == type) {
                number++;
            }
        }
        return lab(context).get(type, number);
    }

    private Lab lab(ExtensionContext context) {
        SettableClock clock = SettableClock.of(context, start);
        TestMaker maker = maker(context);
        return store(context)
                .getOrComputeIfAbsent(LAB, name -> new Lab(seed(context), clock, maker, making), Lab.class);
    }

    /** It draws what the devices draw. */
    private TestMaker maker(ExtensionContext context) {
        return TestMaker.of(
                context, SettableClock.of(context, start), () -> lab(context).random());
    }

    private long seed(ExtensionContext context) {
        return Optional.ofNullable(seed)
                .or(() -> context.getConfigurationParameter(SEED, Long::valueOf))
                .orElseGet(() -> new SecureRandom().nextLong());
    }

    /** Clock and maker are this extension's, whoever else asks for them first. */
    @Override
    public void beforeEach(ExtensionContext context) {
        maker(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Lab lab = store(context).remove(LAB, Lab.class);
        if (lab == null) {
            return;
        }
        context.getExecutionException().ifPresent(failure -> failure.addSuppressed(new Replay(lab.seed())));
        lab.close();
    }

    /** Of the test, and of this extension where a class has two. */
    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(this));
    }
}
