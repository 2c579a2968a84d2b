// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import java.util.ArrayList;
import java.util.List;

/** What both keys are asked, in order. */
final class Script {
    private Script() {}

    /** @param changing whether the keys may be reset, given a PIN, and left with what the script made */
    static List<Step> of(boolean changing) {
        List<Step> steps = new ArrayList<>(HidSteps.all());
        if (changing) {
            // Within 10 seconds of being plugged in: first of all.
            steps.add(1, PinSteps.reset());
        }
        steps.addAll(U2fSteps.all());
        steps.addAll(Ctap2Steps.all());
        if (changing) {
            steps.addAll(PinSteps.all());
        }
        return steps;
    }
}
