// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Whether two keys behave alike: one script of messages to both, right ones and wrong ones, and a comparison of what they
 * answer that leaves out what is random. It speaks in messages, below yubikit's sessions, since those send nothing wrong.
 *
 * <p>{@link io.sallyport.hardware.ctap.twin.Twins} compares; {@code Script} is what is asked; {@code Shape} is what an
 * answer is reduced to.
 */
@NullMarked
package io.sallyport.hardware.ctap.twin;

import org.jspecify.annotations.NullMarked;
