// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** STS's actions: who am I, and sessions. */
@NullMarked
package io.sallyport.web.aws.sts;

import org.jspecify.annotations.NullMarked;
