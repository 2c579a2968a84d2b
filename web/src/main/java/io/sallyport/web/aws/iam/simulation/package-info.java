// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * AWS's policy simulator: what policies would decide, and which condition keys they ask for. It answers from {@code
 * core.policy} and changes nothing; wordings and shapes that AWS's documents leave open are those that people recorded.
 */
@NullMarked
package io.sallyport.web.aws.iam.simulation;

import org.jspecify.annotations.NullMarked;
