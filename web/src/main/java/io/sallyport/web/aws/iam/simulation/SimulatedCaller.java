// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who makes the simulated requests. AWS takes users only; here it may also be root, a role, a session of a role or of a
 * federated user, or a service by its name.
 *
 * @param context the condition keys that say no more than the ARN; a name or id has to come as an entry, as
 *     {@code GetContextKeysForCustomPolicy} asks for them
 */
record SimulatedCaller(Principal principal, RequestContext context) {
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(?:\\.cn)?");
    private static final Pattern RESOURCE = Pattern.compile("arn:([^:]+):[^:]*:[^:]*:(\\d{12}):([^/]+)(?:/(.+))?");

    /** @throws IamException {@code INVALID_INPUT} for what makes no requests */
    static SimulatedCaller parse(String callerArn) {
        if (SERVICE.matcher(callerArn).matches()) {
            return new SimulatedCaller(
                    Principal.service(callerArn), RequestContext.builder().build());
        }
        Matcher parts = RESOURCE.matcher(callerArn);
        Optional<Principal> principal = principal(callerArn);
        if (principal.isEmpty() || !parts.matches()) {
            throw InvalidInput.of("Invalid caller - Caller must be an IAM user, role or group in this context.");
        }
        return new SimulatedCaller(principal.get(), context(callerArn, parts));
    }

    private static Optional<Principal> principal(String arn) {
        try {
            return Optional.of(Principal.parse(arn));
        } catch (IllegalArgumentException notAPrincipal) {
            return Optional.empty();
        }
    }

    private static RequestContext context(String arn, Matcher parts) {
        String account = parts.group(2);
        String name = Optional.ofNullable(parts.group(4)).orElse("");
        RequestContext.Builder context = RequestContext.builder().put("aws:PrincipalAccount", account);
        switch (parts.group(3)) {
            case "user" -> context.put("aws:PrincipalArn", arn).put("aws:PrincipalType", "User");
            case "role" -> context.put("aws:PrincipalArn", arn).put("aws:PrincipalType", "AssumedRole");
            case "assumed-role" ->
                context.put(
                                "aws:PrincipalArn",
                                "arn:" + parts.group(1) + ":iam::" + account + ":role/"
                                        + name.substring(0, name.indexOf('/')))
                        .put("aws:PrincipalType", "AssumedRole");
            case "federated-user" -> context.put("aws:PrincipalArn", arn).put("aws:PrincipalType", "FederatedUser");
            default -> context.put("aws:PrincipalArn", arn).put("aws:PrincipalType", "Account");
        }
        return context.build();
    }

    /** With a condition key that the ARN does not tell. */
    SimulatedCaller with(String key, String value) {
        return new SimulatedCaller(
                principal,
                RequestContext.builder().putAll(context).put(key, value).build());
    }
}
