// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.RoleSessions;
import io.sallyport.core.credential.SessionTokens;
import java.util.List;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** Members that several of STS's actions have in common. */
final class StsWire {
    private StsWire() {}

    static Credentials credentials(SessionTokens.Issued issued) {
        return Credentials.builder()
                .accessKeyId(issued.statement().accessKeyId().value())
                .secretAccessKey(issued.statement().secret().reveal())
                .sessionToken(issued.token())
                .expiration(issued.statement().expiresAt())
                .build();
    }

    static AssumedRoleUser assumedRoleUser(RoleSessions.Opened opened) {
        return AssumedRoleUser.builder()
                .arn(opened.arn().toString())
                .assumedRoleId(opened.userId())
                .build();
    }

    static List<String> arns(List<PolicyDescriptorType> policies) {
        return policies.stream().map(PolicyDescriptorType::arn).toList();
    }

    /** @throws IamException {@code INVALID_PARAMETER_VALUE} for what is no session tag */
    static List<io.sallyport.core.identity.Tag> tags(List<Tag> members) {
        try {
            return members.stream()
                    .map(member -> new io.sallyport.core.identity.Tag(member.key(), member.value()))
                    .toList();
        } catch (IamException notOne) {
            throw new IamException(Kind.INVALID_PARAMETER_VALUE, notOne.explanation());
        }
    }
}
