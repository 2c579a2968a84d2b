// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Value types that every other package speaks in. Each validates itself, parses from and prints its wire form, and cites where its limits come from (the IAM API reference, whose patterns botocore's service model repeats). */
@NullMarked
package io.sallyport.core.name;

import org.jspecify.annotations.NullMarked;
