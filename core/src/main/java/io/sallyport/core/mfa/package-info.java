// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The registry of MFA devices: what is known of each, how one is enrolled and how evidence from it is accepted once.
 * The arithmetic of codes and signatures is not here: {@link io.sallyport.core.mfa.OneTimeCodes} and {@link
 * io.sallyport.core.mfa.SecurityKeys} are ports that {@code hardware} fulfils.
 */
@NullMarked
package io.sallyport.core.mfa;

import org.jspecify.annotations.NullMarked;
