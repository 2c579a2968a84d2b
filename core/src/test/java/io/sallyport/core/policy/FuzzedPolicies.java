// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;

/** Documents, requests and contexts out of a fuzzer's bytes: words of the language, and now and then any text. */
final class FuzzedPolicies {
    private static final List<String> ACTIONS = List.of(
            "*",
            "*:*",
            "s3:*",
            "S3:get*",
            "s3:GetObject",
            "s3:?et*Obj*t",
            "iam:PassRole",
            "sts:AssumeRole",
            "ec2:Describe*",
            "iam:**a**b**");
    private static final List<String> RESOURCES = List.of(
            "*",
            "arn:aws:s3:::bucket",
            "arn:aws:s3:::bucket/*",
            "arn:aws:s3:::${aws:username}/*",
            "arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/${*}${?}${$}",
            "arn:aws:iam::123456789012:user/*/?ob",
            "arn:aws:iam::*:role/a*b*c*d*e*f",
            "arn:aws:sqs:us-east-1:*",
            "arn:*:*:*:*:*",
            "arn:aws:s3:::aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
    private static final List<String> KEYS = List.of(
            "aws:username",
            "AWS:UserName",
            "aws:PrincipalTag/team",
            "aws:SourceIp",
            "aws:CurrentTime",
            "aws:EpochTime",
            "aws:TagKeys",
            "aws:MultiFactorAuthPresent",
            "aws:MultiFactorAuthAge",
            "aws:PrincipalArn",
            "s3:prefix");
    private static final List<String> VALUES = List.of(
            "alice",
            "${aws:username}",
            "${aws:TagKeys}",
            "a*b*c*d*e*f*g*h*",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "true",
            "false",
            "12",
            "-1.5e3",
            "1e999999999",
            "0.00000000000000000000000000001",
            "203.0.113.0/24",
            "203.0.113.7",
            "2001:db8::/32",
            "::ffff:203.0.113.7",
            "::/0",
            "2026-11-23T22:00:00Z",
            "2026-11-23",
            "-999999999-01-01T00:00:00Z",
            "1763935200",
            "99999999999999999999",
            "arn:aws:iam::123456789012:user/alice",
            "arn:aws:iam::*:role/*",
            "c2FsbHlwb3J0",
            "");
    private static final List<String> ACCOUNTS = List.of("123456789012", "210987654321");
    private static final List<String> ARNS = List.of(
            "arn:aws:iam::123456789012:user/alice",
            "arn:aws:iam::123456789012:root",
            "arn:aws:iam::123456789012:role/path/admin",
            "arn:aws:sts::123456789012:assumed-role/admin/session",
            "arn:aws:sts::210987654321:federated-user/bob");
    private static final List<String> NAMES =
            List.of("ec2.amazonaws.com", "accounts.google.com", "arn:aws:iam::123456789012:saml-provider/idp");
    private static final List<String> VERSIONS = List.of("2012-10-17", "2008-10-17", "");

    private final FuzzedDataProvider data;

    FuzzedPolicies(FuzzedDataProvider data) {
        this.data = data;
    }

    /** A document that mostly keeps to the type's grammar. */
    String document(PolicyType type) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        String version = data.pickValue(VERSIONS);
        if (!version.isEmpty()) {
            document.put("Version", version);
        }
        ArrayNode statements = document.putArray("Statement");
        for (int left = data.consumeInt(1, 4); left > 0; left--) {
            statement(statements.addObject(), type);
        }
        return document.toString();
    }

    private void statement(ObjectNode statement, PolicyType type) {
        boolean deny = type == PolicyType.RESOURCE_CONTROL || data.consumeBoolean();
        statement.put("Effect", deny ? "Deny" : "Allow");
        if (type.namesPrincipals()) {
            principals(statement, type);
        }
        ArrayNode actions = statement.putArray(data.consumeBoolean() ? "NotAction" : "Action");
        texts(actions, type == PolicyType.TRUST ? () -> "sts:AssumeRole" : this::actionPattern);
        if (type != PolicyType.TRUST) {
            texts(statement.putArray(data.consumeBoolean() ? "NotResource" : "Resource"), this::resource);
        }
        int conditions = data.consumeInt(0, 3);
        if (conditions > 0) {
            ObjectNode block = statement.putObject("Condition");
            for (int left = conditions; left > 0; left--) {
                texts(block.withObjectProperty(operator()).putArray(key()), this::value);
            }
        }
    }

    private void principals(ObjectNode statement, PolicyType type) {
        if (type == PolicyType.RESOURCE_CONTROL || data.consumeInt(0, 3) == 0) {
            statement.put("Principal", "*");
            return;
        }
        PrincipalPattern.Type kind = data.pickValue(PrincipalPattern.Type.values());
        texts(
                statement
                        .putObject(data.consumeBoolean() ? "NotPrincipal" : "Principal")
                        .putArray(kind.text()),
                () -> kind == PrincipalPattern.Type.AWS
                        ? data.consumeInt(0, 7) == 0 ? any() : data.pickValue(ARNS)
                        : data.pickValue(NAMES));
    }

    Principal principal() {
        return switch (data.consumeInt(0, 6)) {
            case 0 -> Principal.anonymous();
            case 1 -> Principal.service(data.pickValue(NAMES));
            case 2 -> Principal.federated(data.pickValue(NAMES));
            case 3 -> Principal.root(data.pickValue(ACCOUNTS));
            default -> Principal.parse(data.pickValue(ARNS));
        };
    }

    String account() {
        return data.pickValue(ACCOUNTS);
    }

    /** The decided one of three courses. */
    int course() {
        return data.consumeInt(0, 2);
    }

    private void texts(ArrayNode list, Supplier<String> text) {
        for (int left = data.consumeInt(1, 3); left > 0; left--) {
            list.add(text.get());
        }
    }

    private String operator() {
        QualifiedOperator.SetOperator set = data.pickValue(QualifiedOperator.SetOperator.values());
        ConditionOperator operator = data.pickValue(ConditionOperator.values());
        boolean ifExists = data.consumeBoolean() && operator != ConditionOperator.NULL;
        return new QualifiedOperator(set, operator, ifExists).toString();
    }

    AuthorizationRequest request() {
        String action = data.consumeInt(0, 3) == 0
                ? "s3:" + any()
                : data.pickValue(ACTIONS).replace('*', 'X').replaceAll("^X$", "s3:X");
        return new AuthorizationRequest(action, resource(), context());
    }

    private RequestContext context() {
        RequestContext.Builder context = RequestContext.builder();
        for (int left = data.consumeInt(0, 6); left > 0; left--) {
            String key = key();
            if (data.consumeBoolean()) {
                context.put(key, value());
            } else {
                context.putMultivalued(key, List.of(value(), value()));
            }
        }
        return context.build();
    }

    boolean flip() {
        return data.consumeBoolean();
    }

    private String actionPattern() {
        return data.consumeInt(0, 3) == 0 ? "s3:" + any() : data.pickValue(ACTIONS);
    }

    private String resource() {
        return data.consumeInt(0, 3) == 0 ? "arn:aws:s3:::" + any() : data.pickValue(RESOURCES);
    }

    private String key() {
        return data.consumeInt(0, 7) == 0 ? any() : data.pickValue(KEYS);
    }

    private String value() {
        return data.consumeInt(0, 3) == 0 ? any() : data.pickValue(VALUES);
    }

    private String any() {
        return data.consumeString(60);
    }
}
