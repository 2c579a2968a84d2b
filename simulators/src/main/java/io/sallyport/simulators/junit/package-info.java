// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/**
 * Simulated devices for JUnit 5: a test class extended with {@link io.sallyport.simulators.junit.SimulatedDevices} gets
 * security keys, fobs and authenticator apps as parameters of its tests.
 */
@NullMarked
package io.sallyport.simulators.junit;

import org.jspecify.annotations.NullMarked;
