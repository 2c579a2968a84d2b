// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What a valid policy document probably should not say: grants that are too wide, conditions that never hold or that
 * long-term keys slip past, names that mean nothing. {@link io.sallyport.core.policy.advice.PolicyAdvice} is the door;
 * each subject is one {@link io.sallyport.core.policy.advice.Rule}.
 *
 * <p>A rule that would cry wolf over a sensible document is worse than none: where a document may well mean what it
 * says, the rules are silent.
 */
@NullMarked
package io.sallyport.core.policy.advice;

import org.jspecify.annotations.NullMarked;
