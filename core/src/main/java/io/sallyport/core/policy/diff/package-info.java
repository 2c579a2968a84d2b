// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What a change of a policy document changes in what is allowed, whatever changed in its text. The space of requests that
 * either document can tell apart is cut into boxes (actions by principals by resources by values of condition keys), the
 * engine decides one request of each box under both documents, and boxes with the same answer are put together again.
 */
@NullMarked
package io.sallyport.core.policy.diff;

import org.jspecify.annotations.NullMarked;
