// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.util.OptionalLong;

/**
 * Where in its window a response was found. Whoever verifies remembers both, and asks for higher ones from then on.
 *
 * @param counter empty if the suite has none
 * @param timeStep empty if the suite has none
 */
public record OcraMatch(OptionalLong counter, OptionalLong timeStep) {}
