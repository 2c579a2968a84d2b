// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

/**
 * What an audit went through.
 *
 * @param chained records that have their place in a chain
 * @param unchained committed records that have none yet
 * @param removed records that retention has removed, by what anchors say
 * @param checkpoints that are in the store
 * @param elsewhere checkpoints from elsewhere that the log was compared with
 */
public record Audit(int nodes, long chained, long unchained, long removed, int checkpoints, int elsewhere) {}
