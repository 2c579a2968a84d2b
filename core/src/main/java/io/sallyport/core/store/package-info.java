// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** The only package that knows SQL and the only one that knows Tink: one adapter for SQLite and PostgreSQL, and the key set that seals what must be read back. */
@NullMarked
package io.sallyport.core.store;

import org.jspecify.annotations.NullMarked;
