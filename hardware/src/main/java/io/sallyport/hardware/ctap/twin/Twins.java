// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.HidTransport;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Asks two keys the same and compares what they answer. */
public final class Twins {
    private final InstantSource clock;
    private final boolean changing;

    /** @param changing whether both may be reset and given a PIN; otherwise nothing is left on them */
    public Twins(InstantSource clock, boolean changing) {
        this.clock = clock;
        this.changing = changing;
    }

    /** Hears of what goes on. */
    public interface Listener {
        /** A key waits to be touched: the first or the second. */
        void touch(int key);
    }

    /**
     * What came of it.
     *
     * @param asked how many questions
     */
    public record Outcome(int asked, List<Difference> differences) {
        public Outcome {
            differences = List.copyOf(differences);
        }
    }

    /** @throws DeviceException if a key goes away, or garbles */
    public Outcome compare(HidTransport first, HidTransport second, Listener listener) {
        Asked one = new Asked(new Line(first, clock, () -> listener.touch(1)));
        Asked other = new Asked(new Line(second, clock, () -> listener.touch(2)));
        List<Difference> differences = new ArrayList<>();
        List<Step> script = Script.of(changing);
        for (Step step : script) {
            try {
                List<String> firstSaid = step.question().of(one).lines().toList();
                List<String> secondSaid = step.question().of(other).lines().toList();
                if (!firstSaid.equals(secondSaid)) {
                    differences.add(new Difference(
                            step.name(), without(firstSaid, secondSaid), without(secondSaid, firstSaid)));
                }
            } catch (IOException gone) {
                throw new DeviceException.Unreachable(
                        "at '" + step.name() + "' a key stopped to answer: " + gone.getMessage(), gone);
            }
        }
        return new Outcome(script.size(), differences);
    }

    private static List<String> without(List<String> lines, List<String> others) {
        List<String> rest = new ArrayList<>(lines);
        rest.removeAll(others);
        return rest;
    }
}
