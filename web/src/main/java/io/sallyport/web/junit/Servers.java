// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.TestMaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The servers of a test or of a class, each started when it is first asked for. */
final class Servers {
    private final SettableClock clock;
    private final TestMaker maker;
    private final List<TestServer> running = new ArrayList<>();
    private final List<Snapshot> beginnings = new ArrayList<>();
    private boolean begun;

    Servers(SettableClock clock, TestMaker maker) {
        this.clock = clock;
        this.maker = maker;
    }

    /** @param number from 0 */
    synchronized TestServer get(int number) throws IOException {
        while (running.size() <= number) {
            TestServer started = TestServer.start(clock, maker);
            running.add(started);
            beginnings.add(started.lastSnapshot());
        }
        return running.get(number);
    }

    /** The next test of a class begins with what was there before the first. */
    synchronized void beginTest() throws IOException {
        for (int server = 0; server < running.size(); server++) {
            if (begun) {
                running.get(server).resetTo(beginnings.get(server));
            } else {
                running.get(server).snapshot();
                beginnings.set(server, running.get(server).lastSnapshot());
            }
        }
        begun = true;
    }

    synchronized void close() throws IOException {
        for (TestServer server : running) {
            server.close();
        }
    }
}
