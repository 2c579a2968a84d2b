// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Measures the AWS API over HTTP: {@code ./sallyport bench api}. No part of the product. */
@NullMarked
package io.sallyport.bench.api;

import org.jspecify.annotations.NullMarked;
