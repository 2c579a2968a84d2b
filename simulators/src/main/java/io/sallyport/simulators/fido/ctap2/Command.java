// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.Parameters;

/** One CTAP2 command. */
interface Command {
    /** @throws CtapException with the status to answer */
    Step run(Parameters parameters);

    /** Another command came: whatever this one had begun is not continued. */
    default void forget() {}

    /** Its members of authenticatorGetInfo. */
    default void describe(Info info) {}
}
