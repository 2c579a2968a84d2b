// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
@NullMarked
package io.sallyport.web.cli.signature;

import org.jspecify.annotations.NullMarked;
