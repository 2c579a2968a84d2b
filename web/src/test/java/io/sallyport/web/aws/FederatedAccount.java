// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.federation.JwksLocation;
import io.sallyport.web.http.FederationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/** An account with a provider whose keys the server knows, and a role {@code app} that trusts it. */
abstract class FederatedAccount extends ServedAccount {
    static final String KEYS = "idp.jwks";
    static final String UNKNOWN_KEYS = "https://keys-unknown.example.org";
    static final String GITHUB = "https://token.actions.githubusercontent.com";

    StsClient sts;

    @BeforeAll
    static void start() throws IOException {
        server = new AwsServer(directory -> new FederationConfig(
                List.of(
                        JwksLocation.parse(IdentityProvider.ISSUER + "=" + directory.resolve(KEYS)),
                        JwksLocation.parse(GITHUB + "=" + directory.resolve(KEYS)),
                        JwksLocation.parse("https://accounts.google.com=" + directory.resolve(KEYS))),
                Optional.empty()));
    }

    @BeforeEach
    void registerProvider() {
        iam.createOpenIDConnectProvider(in -> in.url(IdentityProvider.ISSUER).clientIDList(IdentityProvider.AUDIENCE));
        newRole("app", trust("{}"));
        sts = server.stsOfNobody();
    }

    static void publish(IdentityProvider provider) throws IOException {
        Files.writeString(server.directory().resolve(KEYS), provider.jwks().toString());
    }

    void newRole(String name, String trustPolicy) {
        iam.createRole(in -> in.roleName(name).assumeRolePolicyDocument(trustPolicy));
    }

    String provider() {
        return account.arn("oidc-provider/" + IdentityProvider.HOST);
    }

    /** @param condition JSON */
    String trust(String condition) {
        return trust(provider(), condition, "\"sts:AssumeRoleWithWebIdentity\"");
    }

    static String trust(String provider, String condition, String actions) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"},
                "Action": [%s], "Condition": %s}]}""".formatted(provider, actions, condition);
    }

    AssumeRoleWithWebIdentityRequest.Builder asking(
            AssumeRoleWithWebIdentityRequest.Builder in, String role, String token) {
        return in.roleArn(account.arn("role/" + role))
                .roleSessionName("build-7")
                .webIdentityToken(token);
    }
}
