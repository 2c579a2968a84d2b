// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.util.List;

/** Few words of each kind, alike enough to match, nearly match and clash often. */
final class Alphabet {
    static final String HERE = "111122223333";
    static final String THERE = "444455556666";

    /** What an organization begins with, in each of its levels. */
    static final String RCP_FULL_AWS_ACCESS =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                    + "\"Action\":\"*\",\"Resource\":\"*\"}]}";

    static final List<String> CALLERS = List.of(
            "arn:aws:iam::111122223333:user/alice",
            "arn:aws:iam::111122223333:user/team/alice",
            "arn:aws:iam::111122223333:user/bob",
            "arn:aws:iam::111122223333:root",
            "arn:aws:sts::111122223333:assumed-role/reader/s1",
            "arn:aws:sts::111122223333:assumed-role/reader/s2",
            "arn:aws:sts::111122223333:assumed-role/writer/s1 as arn:aws:iam::111122223333:role/app/writer",
            "arn:aws:sts::111122223333:federated-user/alice",
            "arn:aws:sts::111122223333:federated-user/carol",
            "lambda.amazonaws.com",
            "federated accounts.google.com",
            "federated arn:aws:iam::111122223333:saml-provider/corp",
            "anonymous");

    static final List<String> PRINCIPALS = List.of(
            "'*'",
            "{'AWS':'*'}",
            "{'AWS':'111122223333'}",
            "{'AWS':'arn:aws:iam::111122223333:root'}",
            "{'AWS':'444455556666'}",
            "{'AWS':'arn:aws:iam::111122223333:user/alice'}",
            "{'AWS':'arn:aws:iam::111122223333:user/Alice'}",
            "{'AWS':'arn:aws:iam::111122223333:user/team/alice'}",
            "{'AWS':['arn:aws:iam::111122223333:user/bob','arn:aws:iam::111122223333:role/reader']}",
            "{'AWS':'arn:aws:iam::111122223333:role/reader'}",
            "{'AWS':'arn:aws:iam::111122223333:role/app/writer'}",
            "{'AWS':'arn:aws:iam::111122223333:role/writer'}",
            "{'AWS':'arn:aws:sts::111122223333:assumed-role/reader/s1'}",
            "{'AWS':['arn:aws:sts::111122223333:assumed-role/reader/s2','arn:aws:iam::111122223333:role/reader']}",
            "{'AWS':'arn:aws:sts::111122223333:assumed-role/writer/s1'}",
            "{'AWS':'arn:aws:sts::111122223333:federated-user/alice'}",
            "{'AWS':['arn:aws:iam::111122223333:user/carol','arn:aws:iam::444455556666:root']}",
            "{'Service':'lambda.amazonaws.com'}",
            "{'Service':['ec2.amazonaws.com','lambda.amazonaws.com'],'AWS':'111122223333'}",
            "{'Service':'ec2.amazonaws.com'}",
            "{'Federated':'accounts.google.com'}",
            "{'Federated':'arn:aws:iam::111122223333:saml-provider/corp','Service':'lambda.amazonaws.com'}");

    static final List<String> ACTIONS = List.of(
            "s3:GetObject",
            "s3:GetObject",
            "s3:GetObjectAcl",
            "s3:PutObject",
            "s3:ListAllMyBuckets",
            "iam:GetUser",
            "iam:CreateUser",
            "sqs:SendMessage",
            "sts:AssumeRole");

    static final List<String> TRUST_ACTIONS =
            List.of("sts:AssumeRole", "sts:Assume*", "sts:AssumeRole*", "sts:TagSession");

    static final List<String> RESOURCES = List.of(
            "*",
            "arn:aws:s3:::bucket",
            "arn:aws:s3:::bucket/a/b",
            "arn:aws:s3:::bucket/a/b",
            "arn:aws:s3:::bucket/alice/x",
            "arn:aws:s3:::bucket/bob/x",
            "arn:aws:s3:::Bucket/a/b",
            "arn:aws:s3:::bucket/a:b",
            "arn:aws:s3:::bucket/*",
            "arn:aws:s3:::bucket/a?b",
            "arn:aws:s3:::bucket/$",
            "arn:aws:s3:::bucket/${aws:username}",
            "arn:aws:s3:::bucket/none/x",
            "arn:aws:sqs:us-east-1:111122223333:queue",
            "arn:aws:sqs:us-east-1:444455556666:queue",
            "arn:aws:sqs:us-east-1:111122223333:queue:dead",
            "arn:aws:iam::111122223333:user/alice",
            "arn:aws:iam::111122223333:user/team/alice",
            "arn:aws:iam::111122223333:role/reader");

    static final List<String> RESOURCE_PATTERNS = List.of(
            "*",
            "arn:aws:s3:::*",
            "arn:aws:s3:::bucket/*",
            "arn:aws:s3:::bucket/a/?",
            "arn:aws:s3:::b*t/a*b",
            "arn:aws:s3:::bucket/?",
            "arn:aws:s3:::bucket/${*}",
            "arn:aws:s3:::bucket/a${?}b",
            "arn:aws:s3:::bucket/${$}",
            "arn:aws:s3:::bucket/${aws:username}",
            "arn:aws:s3:::bucket/${aws:username}/*",
            "arn:aws:s3:::bucket/${AWS:UserName}/?",
            "arn:aws:s3:::bucket/${aws:username, 'none'}/x",
            "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'alice'}/*",
            "arn:aws:s3:::bucket/${aws:TagKeys}/*",
            "arn:aws:s3:::bucket/${aws:TagKeys, 'bob'}/x",
            "arn:aws:s3:::${aws:PrincipalTag/team}/a/b",
            "arn:aws:sqs:us-east-1:*",
            "arn:aws:sqs:us-*-1:*:queue",
            "arn:aws:sqs:*:queue",
            "arn:aws:sqs:*",
            "arn:aws:sqs:us-east-?:111122223333:queue",
            "arn:aws:sqs:us-east-1:11*33:queue",
            "arn:aws:sqs:u*1:queue",
            "arn:aws:sqs:u*:queue",
            "arn:aws:sqs:us-east-1?111122223333:queue",
            "arn:*:sqs:us-east-1:111122223333:queue*",
            "arn:aws:iam::*:user/${aws:username}",
            "arn:aws:iam::111122223333:user/*",
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::*:role/r*r");

    static final List<String> TEXTS = List.of(
            "alice",
            "Alice",
            "bob",
            "al*",
            "a?ice",
            "*",
            "${aws:username}",
            "${AWS:USERNAME}",
            "${aws:PrincipalTag/team}",
            "${aws:PrincipalTag/team, 'bob'}",
            "${aws:username, 'Alice'}",
            "${*}",
            "al${*}",
            "a${?}ice",
            "${$}{aws:username}",
            "${aws:TagKeys}",
            "${aws:TagKeys, 'bob'}",
            "${nothing}",
            "${nothing, 'al*'}",
            "${aws:username}/*",
            "alice/x",
            "",
            "x${aws:username}y${aws:PrincipalTag/team}",
            "12",
            "true");

    static final List<String> GIVEN_TEXTS = List.of(
            "alice",
            "alice",
            "Alice",
            "ALICE",
            "bob",
            "al*",
            "*",
            "a?ice",
            "${aws:username}",
            "alice/x",
            "",
            "none",
            "$");

    static final List<String> NUMBERS = List.of(
            "12", "12.0", "12.00", "012", "+12", "-12", "11.9", "12.1", "0", "-0", "1e1", "10", "1200", "12abc", "");

    static final List<String> DATES = List.of(
            "2026-01-02T03:04:05Z",
            "2026-01-02T05:04:05+02:00",
            "2026-01-01T22:04:05-05:00",
            "1767323045",
            "2026-01-02T03:04:05.000Z",
            "2026-01-02T03:04:05.5Z",
            "2026-01-02T03:04:06Z",
            "2026-01-02T03:04Z",
            "2026-01-02",
            "1767312000",
            "2026-01",
            "1767323046",
            "0",
            "2026-02-30T00:00:00Z",
            "yesterday",
            "",
            "2026",
            "-5",
            "1970-01-01T00:33:46Z");

    static final List<String> BOOLEANS = List.of("true", "false", "true", "false", "True", "FALSE", "1", "yes", "");

    static final List<String> BLOBS = List.of("QUJD", "QUJE", "QUI=", "QUI", "Q!", "", "//8=", "__8=");

    static final List<String> RANGES = List.of(
            "203.0.113.0/24",
            "203.0.113.7",
            "203.0.113.7/32",
            "203.0.113.9/29",
            "0.0.0.0/0",
            "::/0",
            "10.0.0.0/8",
            "2001:db8::/32",
            "2001:DB8:0:0::1",
            "2001:db8::1/128",
            "2001:0db8:0000::/47",
            "203.0.113.128/25");

    static final List<String> ADDRESSES = List.of(
            "203.0.113.7",
            "203.0.113.8",
            "203.0.113.200",
            "10.1.2.3",
            "2001:db8::1",
            "2001:0DB8:0:0:0:0:0:1",
            "2001:db8:1::1",
            "2001:db8:2::1",
            "::1",
            "::",
            "203.0.113",
            "203.0.113.256",
            "alice",
            "");

    static final List<String> ARNS = List.of(
            "arn:aws:iam::111122223333:user/alice",
            "arn:aws:iam::111122223333:user/Alice",
            "arn:aws:iam::111122223333:user/*",
            "arn:aws:iam::*:user/alice",
            "arn:aws:iam:*:user/alice",
            "arn:aws:iam::11112222333?:user/a*e",
            "arn:aws:*:*:*:*",
            "arn:aws:iam::111122223333:user/${aws:username}",
            "arn:aws:iam::111122223333:user/${nothing, 'alice'}",
            "arn:aws:iam::111122223333:user/${nothing}",
            "arn:aws:sns:us-east-1:111122223333:t*",
            "arn:aws:sns:*:111122223333:t*",
            "arn:aws:sns:*:topic");

    static final List<String> GIVEN_ARNS = List.of(
            "arn:aws:iam::111122223333:user/alice",
            "arn:aws:iam::111122223333:user/Alice",
            "arn:aws:iam::111122223333:user/team/alice",
            "arn:aws:iam::111122223333:user/*",
            "arn:aws:sns:us-east-1:111122223333:topic",
            "arn:aws:sns:us-east-1:444455556666:x:111122223333:topic",
            "arn:aws:sns:us-east-1:111122223333:topic:sub",
            "alice",
            "arn:aws:iam",
            "");

    private Alphabet() {}
}
