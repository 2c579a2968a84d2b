// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** Roles, and whoever becomes one. */
abstract class ServedRoles extends ServedAccount {
    static final String ALL_OF_ROLES = "sts:*";

    /** A trust policy. */
    static String trusting(String principal, String condition) {
        return """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": %s, "Action": "%s",
                 "Condition": {%s}}}""".formatted(principal, ALL_OF_ROLES, condition);
    }

    /** Who is of the account may, once her own policies allow it too. */
    String trustingTheAccount() {
        return trusting("{\"AWS\": \"" + account.id() + "\"}", "");
    }

    String trustingUser(String userName) {
        return trusting("{\"AWS\": \"" + account.arn("user/" + userName) + "\"}", "");
    }

    /** A role that may read users. */
    String newRole(String name, String trustPolicy) {
        String arn = iam.createRole(in -> in.roleName(name).assumeRolePolicyDocument(trustPolicy))
                .role()
                .arn();
        iam.putRolePolicy(
                in -> in.roleName(name).policyName("own").policyDocument(SamplePolicies.allow("iam:ListUsers")));
        return arn;
    }

    AssumeRoleResponse assume(AwsCredentials who, String roleArn, Consumer<AssumeRoleRequest.Builder> more) {
        return server.sts(who).assumeRole(in -> {
            in.roleArn(roleArn).roleSessionName("session");
            more.accept(in);
        });
    }

    AwsCredentials assumed(AwsCredentials who, String roleArn) {
        return AwsServer.credentials(assume(who, roleArn, in -> {}).credentials());
    }

    static String denied(String who, String action, String resource) {
        return "User: " + who + " is not authorized to perform: " + action + " on resource: " + resource;
    }
}
