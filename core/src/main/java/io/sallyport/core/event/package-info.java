// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/**
 * The event log: what happened in an account as CloudTrail tells it, and what makes it evident that nobody touched it
 * since: a seal on each record, a chain of hashes for each node, signed checkpoints, and the audit of all three.
 */
@NullMarked
package io.sallyport.core.event;

import org.jspecify.annotations.NullMarked;
