// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * May the caller do this?
 *
 * @param action such as {@code iam:CreateUser}, spelled as AWS does since it is quoted in answers
 * @param resource an ARN, or {@code *} for an action that knows no resource types
 * @param context everything else that is known about caller and request
 */
public record AuthorizationRequest(String action, String resource, RequestContext context) {
    public AuthorizationRequest {
        if (action.indexOf(':') < 1) {
            throw new IllegalArgumentException("an action has the form service:Name, not " + action);
        }
    }
}
