// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;

/** A simulated key that commands reach by its port. */
final class PluggedKey implements AutoCloseable {
    /** So late that the key has begun to say that it blinks. */
    static final Presence AFTER_A_MOMENT =
            waiting -> waiting.toMillis() < 250 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED;

    private final LoopbackPort port;

    PluggedKey() throws IOException {
        this(Products.YUBIKEY_5_4, Presence.eager());
    }

    PluggedKey(KeyProfile profile, Presence presence) throws IOException {
        port = SimulatedSecurityKey.builder(
                        new Environment(Clock.systemUTC(), new SecureRandom(), presence, Storage.inMemory()))
                .profile(profile)
                .build()
                .attachTcp(0);
    }

    String device() {
        return "ctaphid:127.0.0.1:" + port.port();
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
