// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.credential.ServiceCredential;
import io.sallyport.core.credential.ServiceSecret;
import io.sallyport.core.identity.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** How service-specific credentials look in AWS's answers: API keys have an alias where others have a user name. */
final class ServiceCredentialMembers {
    private ServiceCredentialMembers() {}

    static ServiceSpecificCredential withSecret(
            ServiceCredential credential, User user, ServiceSecret secret, Instant now) {
        boolean apiKey = credential.terms().service().takesApiKeys();
        String shown = credential.terms().service().shown(credential.alias(), secret);
        return ServiceSpecificCredential.builder()
                .createDate(credential.terms().createdAt())
                .expirationDate(credential.terms().expiresAt())
                .serviceName(credential.terms().service().principal())
                .serviceUserName(unless(apiKey, credential.alias()))
                .servicePassword(unless(apiKey, shown))
                .serviceCredentialAlias(unless(!apiKey, credential.alias()))
                .serviceCredentialSecret(unless(!apiKey, shown))
                .serviceSpecificCredentialId(credential.terms().id().value())
                .userName(user.name().value())
                .status(status(credential, now))
                .build();
    }

    static ServiceSpecificCredentialMetadata metadata(ServiceCredential credential, User user, Instant now) {
        boolean apiKey = credential.terms().service().takesApiKeys();
        return ServiceSpecificCredentialMetadata.builder()
                .userName(user.name().value())
                .status(status(credential, now))
                .serviceUserName(unless(apiKey, credential.alias()))
                .serviceCredentialAlias(unless(!apiKey, credential.alias()))
                .createDate(credential.terms().createdAt())
                .expirationDate(credential.terms().expiresAt())
                .serviceSpecificCredentialId(credential.terms().id().value())
                .serviceName(credential.terms().service().principal())
                .build();
    }

    private static @Nullable String unless(boolean absent, String text) {
        return absent ? null : text;
    }

    private static StatusType status(ServiceCredential credential, Instant now) {
        return credential.isExpiredAt(now) ? StatusType.EXPIRED : Status.of(credential.active());
    }
}
