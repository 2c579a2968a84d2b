// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.host;

import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.KeyEvent;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A simulated key on a port, whoever holds it, and a session of ours with it. */
final class Bench implements Interaction, AutoCloseable {
    final Storage storage = Storage.inMemory();
    final List<KeyEvent> events = new CopyOnWriteArrayList<>();
    final CountDownLatch blinks = new CountDownLatch(1);
    final List<char[]> pinsGiven = new ArrayList<>();
    final List<Integer> triesTold = new ArrayList<>();
    final List<List<String>> choices = new ArrayList<>();
    final LoopbackPort port;
    volatile Presence presence = Presence.eager();
    String pin = "";
    int choice = -1;
    Runnable onTouch = () -> {};
    private SecurityKey key;

    Bench() {
        this(Products.YUBIKEY_5_4);
    }

    Bench(KeyProfile profile) {
        SimulatedSecurityKey simulated = SimulatedSecurityKey.builder(new Environment(
                        Clock.systemUTC(), new SecureRandom(), waiting -> presence.check(waiting), storage))
                .profile(profile)
                .build();
        try {
            port = simulated.attachTcp(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        key = open();
    }

    SecurityKey key() {
        return key;
    }

    private SecurityKey open() {
        return SecurityKey.open(TcpKey.parse("ctaphid:127.0.0.1:" + port.port()).open(), Clock.systemUTC(), this);
    }

    /** Pulls the key out and plugs it in again. */
    SecurityKey replug() throws IOException {
        key.close();
        key = open();
        return key;
    }

    @Override
    public void on(KeyEvent event) {
        events.add(event);
        if (event == KeyEvent.TOUCH) {
            blinks.countDown();
            onTouch.run();
        }
    }

    @Override
    public Optional<char[]> pin(int triesLeft) {
        triesTold.add(triesLeft);
        if (pin.isEmpty()) {
            return Optional.empty();
        }
        char[] typed = pin.toCharArray();
        pinsGiven.add(typed);
        return Optional.of(typed);
    }

    @Override
    public OptionalInt choose(List<String> accounts) {
        choices.add(accounts);
        return choice < 0 ? OptionalInt.empty() : OptionalInt.of(choice);
    }

    @Override
    public void close() throws IOException {
        key.close();
        port.close();
    }
}
