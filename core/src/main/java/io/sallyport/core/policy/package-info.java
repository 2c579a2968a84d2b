// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * AWS's policy language: text is parsed and validated into a {@link io.sallyport.core.policy.PolicyDocument}, compiled
 * into a {@link io.sallyport.core.policy.CompiledPolicy}, and a {@link io.sallyport.core.policy.PolicySet} of those
 * answers an {@link io.sallyport.core.policy.AuthorizationRequest} with a {@link io.sallyport.core.policy.Decision}.
 *
 * <p>Pure: it knows no users and no store; everything about the caller arrives as a {@link
 * io.sallyport.core.policy.RequestContext}. All public types are immutable and safe to share between threads.
 */
@NullMarked
package io.sallyport.core.policy;

import org.jspecify.annotations.NullMarked;
