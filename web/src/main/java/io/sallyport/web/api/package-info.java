// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** The JSON API under /api/v1: signing in step by step, one's devices, fobs in stock. Described by /api/openapi.json, which a test compares with the routes. */
@NullMarked
package io.sallyport.web.api;

import org.jspecify.annotations.NullMarked;
