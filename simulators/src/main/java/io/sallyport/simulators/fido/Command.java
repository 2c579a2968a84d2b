// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

/** One CTAP2 command. */
interface Command {
    /** @throws CtapException with the status to answer */
    Step run(Parameters parameters);
}
