// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Everything a simulated device takes from outside, so that a test decides all of it.
 *
 * @param clock for time-outs and whatever the device shows
 * @param random for keys and nonces
 * @param presence the person in front of the device
 * @param storage what survives when the device is unplugged
 */
public record Environment(InstantSource clock, SecureRandom random, Presence presence, Storage storage) {}
