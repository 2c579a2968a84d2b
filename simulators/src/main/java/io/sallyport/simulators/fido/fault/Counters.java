// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

/** What the key's counter has told so far. */
final class Counters {
    private boolean toldAny;
    private int last;
    private int ahead;

    /** What is to be told next if nothing goes wrong. */
    Count due(int counted) {
        int value = counted + ahead;
        return new Count(value, toldAny ? last : value - 1);
    }

    /**
     * A counter that jumped goes on from where it is: else the key would be taken for a clone ever after.
     *
     * @param heard whether a relying party gets to see it, rather than only a client that looks for credentials
     */
    int tell(Count told, int counted, boolean heard) {
        if (Integer.compareUnsigned(told.value(), counted + ahead) > 0) {
            ahead = told.value() - counted;
        }
        if (heard) {
            toldAny = true;
            last = told.value();
        }
        return told.value();
    }

    static Count fixed(Count due) {
        return due.of(due.last());
    }

    static Count zero(Count due) {
        return due.of(0);
    }

    static Count back(Count due) {
        return due.of(due.last() == 0 ? 0 : due.last() - 1);
    }

    /** Into the upper half of its range, which is negative for a reader that forgets that it has no sign. */
    static Count jump(Count due) {
        return due.of(due.value() | Integer.MIN_VALUE);
    }
}
