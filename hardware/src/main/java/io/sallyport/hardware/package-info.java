// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** What the packages below share: the one exception that stands for a device's failure. */
@NullMarked
package io.sallyport.hardware;

import org.jspecify.annotations.NullMarked;
