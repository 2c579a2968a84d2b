// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.TestMaker;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a server of its own, as a parameter of type {@link TestServer}; the same one in what runs before and after
 * the test. The second such parameter is a second server. Beside {@link io.sallyport.simulators.junit.SimulatedDevices} the
 * servers go by the devices' clock and believe the maker of its keys.
 */
public final class SallyportServers
        implements ParameterResolver, BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final String SERVERS = "servers";

    private final boolean perClass;

    public SallyportServers() {
        this(false);
    }

    private SallyportServers(boolean perClass) {
        this.perClass = perClass;
    }

    /**
     * The same servers for all tests of a class, which is quicker: each test begins with what {@code @BeforeAll} made of
     * them, the clock too. Methods with {@code @BeforeAll} and {@code @AfterAll} have them as parameters. The tests share
     * clock and maker, so they cannot run in parallel. To be registered as a static field: {@code @RegisterExtension static
     * final SallyportServers servers = new SallyportServers().perClass()}.
     */
    public SallyportServers perClass() {
        return new SallyportServers(true);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class
                && parameter.getDeclaringExecutable() instanceof Method
                && (perClass || context.getTestMethod().isPresent());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        long number = Arrays.stream(parameter.getDeclaringExecutable().getParameters())
                .limit(parameter.getIndex())
                .filter(before -> before.getType() == TestServer.class)
                .count();
        try {
            return servers(context).get((int) number);
        } catch (IOException e) {
            throw new ParameterResolutionException("no server can be started on this machine's loopback address", e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (perClass) {
            servers(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!perClass) {
            return;
        }
        Servers servers = store(context).get(SERVERS, Servers.class);
        if (servers == null) {
            throw new ExtensionConfigurationException("SallyportServers.perClass() belongs in a static field");
        }
        servers.beginTest();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close(context);
    }

    /** Of a class that has them, for its tests and nested classes too. */
    private Servers servers(ExtensionContext context) {
        SettableClock clock = SettableClock.of(context);
        TestMaker maker = TestMaker.of(context);
        return store(context).getOrComputeIfAbsent(SERVERS, name -> new Servers(clock, maker), Servers.class);
    }

    /** Removed is what was made for this very test or class. */
    private void close(ExtensionContext context) throws IOException {
        @Nullable Servers made = store(context).remove(SERVERS, Servers.class);
        if (made != null) {
            made.close();
        }
    }

    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(this));
    }
}
