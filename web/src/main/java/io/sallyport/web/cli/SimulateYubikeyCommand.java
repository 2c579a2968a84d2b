// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "yubikey",
        description = "A security key that other programs talk to as to a real one, until it is told to stop.")
final class SimulateYubikeyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(
            names = "--touch",
            paramLabel = "auto|never|MILLIS",
            defaultValue = "auto",
            converter = SimulatedTouch.class,
            description = "When somebody touches it: at once, never, or so long after it has begun to blink"
                    + " (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Presence touch;

    @Option(
            names = "--ctaphid-port",
            paramLabel = "N",
            description = "Where on 127.0.0.1 it takes CTAPHID packets of 64 bytes; 0 picks a free port (the default).")
    private int ctaphidPort;

    private final Termination termination = new Termination();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Environment environment =
                new Environment(Clock.systemUTC(), new SecureRandom(), touch, Storage.inMemory());
        SimulatedSecurityKey key = new SimulatedSecurityKey(environment);
        try (LoopbackPort port = key.attachTcp(ctaphidPort)) {
            PrintWriter out = spec.commandLine().getOut();
            termination.await(() -> {
                out.println("ready ctaphid=127.0.0.1:" + port.port());
                out.flush();
            });
        }
        termination.done();
        return 0;
    }
}
