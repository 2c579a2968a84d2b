// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of the CTAPHID codec and of yubikit's connection over it. */
@NullMarked
package io.sallyport.hardware.ctap.twin;

import org.jspecify.annotations.NullMarked;
