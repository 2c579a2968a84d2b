// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * The WebAuthn relying party over java-webauthn-server, which nothing outside this package imports. What the library
 * leaves to its user (whose credential it is, clones, framed pages) is decided here.
 */
@NullMarked
package io.sallyport.hardware.webauthn;

import org.jspecify.annotations.NullMarked;
