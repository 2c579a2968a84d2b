// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Delivers what webhooks are to be told. */
@NullMarked
package io.sallyport.web.webhook;

import org.jspecify.annotations.NullMarked;
