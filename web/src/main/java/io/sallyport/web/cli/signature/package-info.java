// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/** Which of Java's security providers verifies P-256 signatures in this process (decision 52). */
@NullMarked
package io.sallyport.web.cli.signature;

import org.jspecify.annotations.NullMarked;
