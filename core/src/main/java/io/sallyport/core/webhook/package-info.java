// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/** Who outside is told of what happens to devices: subscriptions, and what is still to be delivered. */
@NullMarked
package io.sallyport.core.webhook;

import org.jspecify.annotations.NullMarked;
