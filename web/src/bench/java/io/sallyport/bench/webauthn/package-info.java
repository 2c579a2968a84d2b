// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/** Assertions of security keys verified by ours, webauthn4j and java-webauthn-server, beside the bare signatures. */
@NullMarked
package io.sallyport.bench.webauthn;

import org.jspecify.annotations.NullMarked;
