// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** What uploaded texts hold: certificates, the private keys that belong to them, RSA public keys. Pure functions of a text and a time; a text that holds nothing of the kind is refused in AWS's words. Private keys are compared and forgotten. */
@NullMarked
package io.sallyport.core.certificate;

import org.jspecify.annotations.NullMarked;
