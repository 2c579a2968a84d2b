// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Measures the AWS API over HTTP, and refusals of the JSON API: {@code ./sallyport bench api} and {@code timing}. No part of the product. */
@NullMarked
package io.sallyport.bench.api;

import org.jspecify.annotations.NullMarked;
