// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of the relying party with published vectors. */
@NullMarked
package io.sallyport.hardware.webauthn;

import org.jspecify.annotations.NullMarked;
