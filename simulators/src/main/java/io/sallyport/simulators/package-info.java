// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Stand-ins for devices. What they all take from the outside world is here; each device has a package of its own. */
@NullMarked
package io.sallyport.simulators;

import org.jspecify.annotations.NullMarked;
