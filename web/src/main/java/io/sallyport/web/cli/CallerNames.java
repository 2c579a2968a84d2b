// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code --caller}: who makes a simulated request. */
final class CallerNames {
    private static final Pattern PROVIDER = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:(saml|oidc)-provider/.+");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern USER = Pattern.compile("arn:[a-z-]+:iam::(\\d{12}):user/(?:.*/)?([^/]+)");
    private static final Pattern SESSION = Pattern.compile("arn:([a-z-]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");

    private CallerNames() {}

    static Principal parse(String name, CommandLine command) {
        try {
            if (name.equals("anonymous")) {
                return Principal.anonymous();
            }
            if (PROVIDER.matcher(name).matches()) {
                return Principal.federated(name);
            }
            if (name.startsWith("arn:")) {
                return Principal.parse(name);
            }
            return SERVICE.matcher(name).matches() ? Principal.service(name) : Principal.federated(name);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(command, "--caller: " + unknown.getMessage(), unknown);
        }
    }

    /** The condition keys that a caller's name tells. */
    static RequestContext.Builder context(Principal principal) {
        RequestContext.Builder context = RequestContext.builder();
        String name = principal.name();
        principal.account().ifPresent(account -> context.put("aws:PrincipalAccount", account));
        Matcher session = SESSION.matcher(name);
        Matcher user = USER.matcher(name);
        if (session.matches()) {
            context.put(
                            "aws:PrincipalArn",
                            "arn:" + session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3))
                    .put("aws:PrincipalType", "AssumedRole");
        } else if (user.matches()) {
            context.put("aws:PrincipalArn", name)
                    .put("aws:PrincipalType", "User")
                    .put("aws:username", user.group(2));
        } else if (principal.account().isPresent()) {
            context.put("aws:PrincipalArn", name);
        }
        return context;
    }
}
