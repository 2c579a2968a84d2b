// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;

/** An account that trusts a provider, and a role for whom that provider vouches. */
abstract class ServedSaml extends ServedAccount {
    static final SamlPeer PEER = SamlPeer.rsa();

    StsClient anybody;
    String provider;
    String role;

    @BeforeEach
    void trustAProvider() {
        anybody = server.stsOfNobody();
        provider = iam.createSAMLProvider(in -> in.name("Idp").samlMetadataDocument(PEER.metadata()))
                .samlProviderArn();
        role = newRole("visitor", "");
    }

    /** @param condition JSON after a comma, or nothing */
    String newRole(String name, String condition) {
        return iam.createRole(in -> in.roleName(name).assumeRolePolicyDocument(trust(condition)))
                .role()
                .arn();
    }

    String trust(String condition) {
        return """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"},
              "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"]%s}]}""".formatted(provider, condition);
    }

    /** A response that is right in everything. */
    SamlAnswer answer() {
        return new SamlAnswer(server.clock().instant())
                .with("Role", role + "," + provider)
                .with("RoleSessionName", "tyler");
    }

    SamlAnswer answer(Consumer<SamlAnswer> change) {
        SamlAnswer answer = answer();
        change.accept(answer);
        return answer;
    }

    AssumeRoleWithSamlResponse assume(String response) {
        return anybody.assumeRoleWithSAML(
                in -> in.roleArn(role).principalArn(provider).samlAssertion(response));
    }
}
