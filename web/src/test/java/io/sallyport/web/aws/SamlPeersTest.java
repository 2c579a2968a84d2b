// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.web.aws.TestCertificates.Issued;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.AssertionEncryptionModeType;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;

/** Providers and clients that nobody here wrote: pysaml2 and xmlsec1 on one side, Debian's {@code aws} on the other. */
class SamlPeersTest extends ServedAccount {
    private static final String ENTITY = "https://idp.example.com/pysaml2";
    private static final String GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
    private static final String CBC = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    private static final String OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    private static final String PKCS1 = "http://www.w3.org/2001/04/xmlenc#rsa-1_5";
    private static final String ATTRIBUTE = SamlAnswer.ATTRIBUTE;

    private final Issued signing = issued();
    private final Issued encrypting = issued();

    @TempDir
    private Path directory;

    private String provider;
    private String role;

    private static Issued issued() {
        return TestCertificates.selfSigned(
                TestCertificates.pair("RSA", 2048), AwsServer.START.minus(1, ChronoUnit.DAYS));
    }

    @BeforeEach
    void trustTheProvider() throws Exception {
        // pysaml2 has no clock but the machine's.
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        iam = server.iam(account.admin());
        provider = account.arn("saml-provider/py");
        String metadata = answers(List.of()).get("metadata").asText();
        iam.createSAMLProvider(
                in -> in.name("py").samlMetadataDocument(metadata).addPrivateKey(encrypting.privateKey()));
        role = iam.createRole(in -> in.roleName("visitor").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated": "%s"},
                  "Action": "sts:AssumeRoleWithSAML",
                  "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}]}""".formatted(provider)))
                .role()
                .arn();
    }

    private JsonNode answers(List<Map<String, Object>> asked) throws Exception {
        Path script = directory.resolve("saml_peer.py");
        if (!Files.exists(script)) {
            try (InputStream in = Objects.requireNonNull(SamlPeersTest.class.getResourceAsStream("saml_peer.py"))) {
                Files.copy(in, script);
            }
            Files.writeString(directory.resolve("key.pem"), signing.privateKey());
            Files.writeString(directory.resolve("certificate.pem"), signing.pem());
            Files.writeString(directory.resolve("recipient.pem"), encrypting.pem());
        }
        return Packaged.run(
                        directory,
                        Map.of("HOME", directory.toString()),
                        List.of(
                                Scripts.PYTHON,
                                script.toString(),
                                directory.resolve("key.pem").toString(),
                                directory.resolve("certificate.pem").toString(),
                                ENTITY,
                                directory.resolve("recipient.pem").toString(),
                                JsonMapper.builder().build().writeValueAsString(asked)))
                .json();
    }

    private Map<String, Object> asking(String signs, String... encryption) {
        Map<String, List<String>> attributes = Map.of(
                ATTRIBUTE + "Role", List.of(provider + "," + role),
                ATTRIBUTE + "RoleSessionName", List.of("tyler"));
        Map<String, Object> asked =
                new HashMap<>(Map.of("subject", "tyler & Käthe <x>", "signs", signs, "attributes", attributes));
        if (encryption.length > 0) {
            asked.put("cipher", encryption[0]);
            asked.put("transport", encryption[1]);
        }
        return asked;
    }

    private List<String> responses(List<Map<String, Object>> asked) throws Exception {
        List<String> responses = new ArrayList<>();
        answers(asked).get("responses").forEach(one -> responses.add(one.asText()));
        return responses;
    }

    private AssumeRoleWithSamlResponse assume(String response) {
        return server.stsOfNobody()
                .assumeRoleWithSAML(
                        in -> in.roleArn(role).principalArn(provider).samlAssertion(response));
    }

    @Test
    void whatPysaml2SignsOpensASession() throws Exception {
        for (String response : responses(List.of(asking("assertion"), asking("response"), asking("both")))) {
            AssumeRoleWithSamlResponse opened = assume(response);

            assertThat(opened.subject()).isEqualTo("tyler & Käthe <x>");
            assertThat(opened.issuer()).isEqualTo(ENTITY);
            assertThat(server.sts(AwsServer.credentials(opened.credentials()))
                            .getCallerIdentity()
                            .arn())
                    .endsWith(":assumed-role/visitor/tyler");
            assertRefused(() -> assume(response), 400, "InvalidIdentityToken");
        }
        String unsigned = responses(List.of(asking("nothing"))).get(0);
        assertRefused(() -> assume(unsigned), 400, "InvalidIdentityToken", "Response signature invalid");
    }

    @Test
    void whatXmlsec1EncryptsForTheProvidersKeyOpensASession() throws Exception {
        iam.updateSAMLProvider(
                in -> in.samlProviderArn(provider).assertionEncryptionMode(AssertionEncryptionModeType.REQUIRED));
        List<String> responses = responses(List.of(
                asking("assertion", GCM, OAEP),
                asking("assertion", CBC, OAEP),
                asking("assertion", GCM, PKCS1),
                asking("nothing", GCM, OAEP),
                asking("assertion")));

        assertThat(assume(responses.get(0)).subject()).isEqualTo("tyler & Käthe <x>");
        assertThat(assume(responses.get(1)).subject()).isEqualTo("tyler & Käthe <x>");
        for (String refused : responses.subList(2, 4)) {
            assertRefused(() -> assume(refused), 400, "InvalidIdentityToken", "Response signature invalid");
        }
        assertRefused(
                () -> assume(responses.get(4)),
                400,
                "InvalidIdentityToken",
                "The provider's assertions must be encrypted");
    }

    @Test
    void awsAssumesARoleWithoutAnyCredentials() throws Exception {
        List<String> responses = responses(List.of(asking("assertion"), asking("nothing")));
        AwsCli nobody = new AwsCli(directory, server.uri(), "", "", "");
        String[] command = {
            "sts", "assume-role-with-saml", "--role-arn", role, "--principal-arn", provider, "--saml-assertion"
        };

        JsonNode opened = nobody.json(with(command, responses.get(0)));

        assertThat(opened.at("/AssumedRoleUser/Arn").asText())
                .isEqualTo("arn:aws:sts::" + account.id() + ":assumed-role/visitor/tyler");
        assertThat(opened.get("SubjectType").asText()).isEqualTo("persistent");
        assertThat(opened.get("Audience").asText()).isEqualTo(SamlAnswer.ENDPOINT);
        AwsCli visitor = new AwsCli(
                directory,
                server.uri(),
                opened.at("/Credentials/AccessKeyId").asText(),
                opened.at("/Credentials/SecretAccessKey").asText(),
                opened.at("/Credentials/SessionToken").asText());
        assertThat(visitor.json("sts", "get-caller-identity").get("Arn").asText())
                .isEqualTo(opened.at("/AssumedRoleUser/Arn").asText());
        assertThat(nobody.isRefused(with(command, responses.get(0))))
                .isEqualTo("An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithSAML operation:"
                        + " The SAML assertion has already been used");
        assertThat(nobody.isRefused(with(command, responses.get(1))))
                .isEqualTo("An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithSAML operation:"
                        + " Response signature invalid");
    }

    private static String[] with(String[] command, String response) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add(response);
        return all.toArray(String[]::new);
    }
}
