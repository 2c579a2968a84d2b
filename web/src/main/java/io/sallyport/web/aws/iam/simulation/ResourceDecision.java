// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.policy.Decision;
import java.util.List;

/**
 * The decision about one action on one resource.
 *
 * @param foreign whether the resource is of another account than the caller
 * @param missingKeys the condition keys that the policies ask for and the request lacks, as far as they are told
 */
record ResourceDecision(String resource, Decision decision, boolean foreign, List<String> missingKeys) {}
