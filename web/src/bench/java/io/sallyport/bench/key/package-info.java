// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/** How long a security key takes, a simulated one in the same process. */
@NullMarked
package io.sallyport.bench.key;

import org.jspecify.annotations.NullMarked;
