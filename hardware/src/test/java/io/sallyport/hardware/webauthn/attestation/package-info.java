// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

@NullMarked
package io.sallyport.hardware.webauthn.attestation;

import org.jspecify.annotations.NullMarked;
