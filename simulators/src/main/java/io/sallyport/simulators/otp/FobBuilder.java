// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.Storage;
import java.time.Instant;
import java.time.InstantSource;

/** Puts a {@link Fob} together: by default a Gemalto one on time, with a battery that outlives every test. */
public final class FobBuilder {
    private final TokenSeed token;
    private final InstantSource clock;
    private InstantSource own;
    private FobModel model = FobModel.GEMALTO;
    private Battery battery = Battery.everlasting();
    private Storage storage = Storage.inMemory();

    FobBuilder(TokenSeed token, InstantSource clock) {
        this.token = token;
        this.clock = clock;
        this.own = clock;
    }

    /**
     * Its clock was right at {@code since} and has drifted since, see {@link DriftingClock}.
     *
     * @throws IllegalArgumentException if {@code since} is in the future or no clock drifts that much
     */
    public FobBuilder quartz(double ppm, Instant since) {
        own = new DriftingClock(clock, ppm, since);
        return this;
    }

    /** The same where it is not always 25 °C. */
    public FobBuilder quartz(double ppm, Instant since, Temperature temperature) {
        own = new DriftingClock(clock, ppm, since, temperature);
        return this;
    }

    public FobBuilder model(FobModel model) {
        this.model = model;
        return this;
    }

    public FobBuilder battery(Battery battery) {
        this.battery = battery;
        return this;
    }

    /** Where counter and presses are kept, so that the same fob can be built again; one storage may hold many fobs. */
    public FobBuilder storage(Storage storage) {
        this.storage = storage;
        return this;
    }

    public Fob build() {
        return new Fob(token, clock, own, model, battery, storage);
    }
}
