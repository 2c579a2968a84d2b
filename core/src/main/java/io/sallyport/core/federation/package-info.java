// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/** The identity providers that an account's roles may trust: SAML 2.0 and OpenID Connect. Records and ports. */
@NullMarked
package io.sallyport.core.federation;

import org.jspecify.annotations.NullMarked;
