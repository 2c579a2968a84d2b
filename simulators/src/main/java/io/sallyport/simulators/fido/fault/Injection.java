// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import java.util.Objects;

/** One fault of one key, and how far its script has come. Guarded by the {@link Faults} that hold it. */
final class Injection {
    private final Fault fault;
    private final When when;
    private int exchanges;
    private long lastExchange = -1;
    private int acts;

    Injection(Fault fault, When when) {
        this.fault = fault;
        this.when = when;
    }

    Fault fault() {
        return fault;
    }

    /** How often it has changed something. */
    int acts() {
        return acts;
    }

    /** @param exchange the number of the exchange under way */
    <T> T pass(Place<T> place, T value, Operation operation, long exchange) {
        if (!when.during().contains(operation)) {
            return value;
        }
        T twisted = fault.tampering().at(place, value);
        if (Objects.deepEquals(twisted, value)) {
            return value;
        }
        if (exchange != lastExchange) {
            lastExchange = exchange;
            exchanges++;
        }
        if (!when.covers(exchanges)) {
            return value;
        }
        acts++;
        return twisted;
    }
}
