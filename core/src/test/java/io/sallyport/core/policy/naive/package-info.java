// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
/**
 * A second opinion on policies: a naive evaluator, written from AWS's documentation without a look at the engine, with
 * other algorithms (tables for wildcards, {@code java.time}, {@code BigDecimal}, JSON read anew for each question).
 *
 * <p>A {@link io.sallyport.core.policy.naive.Scenario} is one question with everything that bears on it; a table holds
 * those whose answers AWS documents, a seeded generator makes others. {@link
 * io.sallyport.core.policy.naive.NaiveEvaluator} and the engine must give the same answers.
 */
@NullMarked
package io.sallyport.core.policy.naive;

import org.jspecify.annotations.NullMarked;
