// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Tests of what uploaded texts hold, with openssl's and ssh-keygen's word for it. */
@NullMarked
package io.sallyport.core.certificate;

import org.jspecify.annotations.NullMarked;
