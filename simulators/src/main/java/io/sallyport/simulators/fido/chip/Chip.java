// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.fido.fault.Faults;

/** What every part of one key shares. */
public record Chip(Environment environment, KeyProfile profile, Faults faults) {}
