// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import io.sallyport.simulators.junit.SettableClock;
import java.io.IOException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a server of its own, as a parameter of type {@link TestServer}; the same one in what runs before and after
 * the test. Beside {@link io.sallyport.simulators.junit.SimulatedDevices} the server goes by the devices' clock.
 */
public final class SallyportServers implements ParameterResolver, AfterEachCallback {
    private static final String SERVER = "server";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class
                && parameter.getDeclaringExecutable() instanceof Method
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = store(context);
        TestServer running = store.get(SERVER, TestServer.class);
        if (running != null) {
            return running;
        }
        try {
            TestServer started = TestServer.start(SettableClock.of(context));
            store.put(SERVER, started);
            return started;
        } catch (IOException e) {
            throw new ParameterResolutionException("no server can be started on this machine's loopback address", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        TestServer running = store(context).remove(SERVER, TestServer.class);
        if (running != null) {
            running.close();
        }
    }

    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(this));
    }
}
