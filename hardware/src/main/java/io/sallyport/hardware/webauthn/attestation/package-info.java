// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/** Which makers of security keys are believed, and what FIDO's metadata says of their models. */
@NullMarked
package io.sallyport.hardware.webauthn.attestation;

import org.jspecify.annotations.NullMarked;
