// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.web.aws.Packaged.Ran;
import io.sallyport.web.aws.Packaged.Served;
import io.sallyport.web.cli.signin.Person;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/** Whose security keys a server believes that is started as an operator starts it. */
@Tag("slow")
class PackagedAttestationTest {
    private static final String PASSWORD = "Correct-horse-9";
    private static final Bytes MODEL = Products.YUBIKEY_5_4.aaguid();
    private static final String OTHER_MODEL = "ee882879721c491397753dfcce97072a";

    @TempDir
    private Path directory;

    private Packaged product;
    private AwsCredentials tyler;

    @BeforeEach
    void init() throws Exception {
        product = new Packaged(directory);
        tyler = Packaged.administrator(product.init());
    }

    /** What she hears who registers a key, in a session that her password opened; she is new. */
    private Person.Reply register(URI server, String user, Answering key) throws Exception {
        newUser(server, user);
        return registerAgain(server, user, key);
    }

    private void newUser(URI server, String user) {
        try (IamClient iam = Packaged.iam(server, tyler)) {
            iam.createUser(in -> in.userName(user));
            iam.createLoginProfile(in -> in.userName(user).password(PASSWORD));
        }
    }

    private static Person.Reply registerAgain(URI server, String user, Answering key) throws Exception {
        Person person = Person.user(server, "acme", user, PASSWORD);
        assertThat(person.enterPassword().text("status")).isEqualTo("SIGNED_IN");
        Person.Reply begun = person.device(Map.of("type", "key"));
        String origin = "http://localhost:" + server.getPort();
        return person.finishKey(
                begun, "blue", key.register(begun.json().get("publicKey").toString(), origin));
    }

    private interface Answering {
        String register(String publicKey, String origin) throws Exception;
    }

    private void demandAttestation(URI server) throws Exception {
        new JsonApi(server, Clock.systemUTC())
                .put(tyler, "/api/v1/account/security-key-rules", JsonApi.json("""
                        {'userVerification': 'discouraged', 'attestation': 'direct', 'attestedOnly': true,
                         'allowedModels': [], 'deniedModels': [], 'refuseSynced': false, 'suspendRevoked': false}"""))
                .expect(200);
    }

    /** Before the key is hers: its certifications are conditions of that. */
    private void denyEnrolment(URI server, String user, String operator, String key, String level) {
        try (IamClient iam = Packaged.iam(server, tyler)) {
            iam.putUserPolicy(
                    in -> in.userName(user).policyName("keys").policyDocument("""
                    {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "iam:EnableMFADevice",
                     "Resource": "*", "Condition": {"%s": {"%s": "%s"},
                     "StringLike": {"iam:RegisterSecurityKey": "Activate"}}}}""".formatted(operator, key, level)));
        }
    }

    private Map<String, String> certifications(URI server, String user) {
        try (IamClient iam = Packaged.iam(server, tyler)) {
            String serial = iam.listMFADevices(in -> in.userName(user))
                    .mfaDevices()
                    .get(0)
                    .serialNumber();
            return iam.getMFADevice(in -> in.userName(user).serialNumber(serial))
                    .certifications();
        }
    }

    private JsonNode health(URI server) throws Exception {
        return Packaged.run(
                        directory,
                        Map.of(),
                        List.of("curl", "-sS", server.resolve("/health").toString()))
                .json();
    }

    private static void assertRefused(Person.Reply reply) {
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(403);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("InvalidAuthenticationCode");
    }

    private static void assertEnrolled(Person.Reply reply, boolean attested) {
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
        assertThat(reply.json().at("/key/attested").asBoolean()).isEqualTo(attested);
    }

    @Test
    void aSimulatedKeyIsAttestedWhereTheFlagSaysSoAndNowhereElse() throws Exception {
        String maker = product.data().resolve("simulators").toString();
        Ran published = product.sallyport(
                "simulate",
                "metadata",
                "--authority",
                maker,
                "--out",
                directory.toString(),
                "--status",
                "yubikey-5.4.3=FIDO_CERTIFIED_L2");
        assertThat(published.exit()).as(published.err()).isZero();
        try (PackagedKey key = PackagedKey.start("--authority", maker)) {
            try (Served served = product.serve()) {
                assertThat(health(served.uri()).toString()).isEqualTo("{\"status\":\"ok\",\"trustSimulators\":false}");
                assertEnrolled(register(served.uri(), "marla", key::register), false);
                assertThat(certifications(served.uri(), "marla")).isEmpty();
                demandAttestation(served.uri());
                assertRefused(register(served.uri(), "lou", key::register));
            }
            String blob = directory.resolve("blob.jwt").toString();
            try (Served served = product.serve("--trust-simulators", "--fido-metadata", blob)) {
                JsonNode health = health(served.uri());
                assertThat(health.get("trustSimulators").asBoolean()).isTrue();
                assertThat(health.at("/fidoMetadata/number").asLong()).isPositive();
                assertThat(health.at("/fidoMetadata/nextUpdate").asText())
                        .isGreaterThan(LocalDate.now(ZoneOffset.UTC).toString());
                assertEnrolled(registerAgain(served.uri(), "lou", key::register), true);
                assertThat(certifications(served.uri(), "lou")).isEqualTo(Map.of("FIDO", "L2"));
                assertThat(certifications(served.uri(), "marla"))
                        .as("what was not proven when it was made stays so")
                        .isEmpty();
                assertThat(served.log()).isEmpty();
            }
        }
    }

    @Test
    void aMakersRootInPemVouchesForKeysWhoseCertificatesLeadToIt() throws Exception {
        OpensslMaker maker = OpensslMaker.in(directory.resolve("maker"));
        maker.batch("right", MODEL.toHex());
        maker.batch("wrong", OTHER_MODEL);
        OpensslMaker stranger = OpensslMaker.in(directory.resolve("stranger"));
        stranger.batch("right", MODEL.toHex());
        try (PackagedKey key = PackagedKey.start();
                Served served = product.serve("--attestation-root", maker.root().toString())) {
            // An extension that contradicts the key's AAGUID is no attestation at all (WebAuthn L3 §8.2).
            assertRefused(register(
                    served.uri(), "marla", (asked, origin) -> maker.vouch("wrong", key.register(asked, origin))));
            assertEnrolled(
                    registerAgain(
                            served.uri(),
                            "marla",
                            (asked, origin) -> stranger.vouch("right", key.register(asked, origin))),
                    false);
            demandAttestation(served.uri());
            assertRefused(register(
                    served.uri(), "lou", (asked, origin) -> stranger.vouch("right", key.register(asked, origin))));
            assertEnrolled(
                    registerAgain(
                            served.uri(), "lou", (asked, origin) -> maker.vouch("right", key.register(asked, origin))),
                    true);
            assertThat(certifications(served.uri(), "lou"))
                    .as("nothing says what it is certified for")
                    .isEmpty();
        }
    }

    @Test
    void awsAndBoto3ShowTheCertificationsOfAModelThatMetadataKnow() throws Exception {
        OpensslMaker maker = OpensslMaker.in(directory.resolve("maker"));
        maker.batch("right", MODEL.toHex());
        Path blob = maker.metadata(metadata(maker));
        try (PackagedKey key = PackagedKey.start();
                Served served = product.serve(
                        "--fido-metadata",
                        blob.toString(),
                        "--fido-metadata-root",
                        maker.root().toString())) {
            demandAttestation(served.uri());
            Answering proven = (asked, origin) -> maker.vouch("right", key.register(asked, origin));
            newUser(served.uri(), "lou");
            denyEnrolment(served.uri(), "lou", "StringNotEquals", "iam:FIDO-FIPS-140-3-certification", "L2");
            Person.Reply denied = registerAgain(served.uri(), "lou", proven);
            assertThat(denied.json().at("/error/code").asText()).isEqualTo("AccessDenied");
            denyEnrolment(served.uri(), "lou", "StringEquals", "iam:FIDO-FIPS-140-2-certification", "L2");
            denied = registerAgain(served.uri(), "lou", proven);
            assertThat(denied.json().at("/error/code").asText()).isEqualTo("AccessDenied");
            denyEnrolment(served.uri(), "lou", "StringNotEquals", "iam:FIDO-FIPS-140-3-certification", "L1");
            Person.Reply enrolled = registerAgain(served.uri(), "lou", proven);
            assertEnrolled(enrolled, true);
            String serial = enrolled.json().get("serial").asText();
            Map<String, String> environment = Map.of(
                    "HOME", directory.toString(),
                    "AWS_ACCESS_KEY_ID", tyler.accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY", tyler.secretAccessKey(),
                    "AWS_DEFAULT_REGION", "us-east-1",
                    "AWS_DATA_PATH", newerOperations(),
                    "AWS_PAGER", "");
            Ran aws = Packaged.run(
                    directory,
                    environment,
                    List.of(
                            "/usr/bin/aws",
                            "--endpoint-url",
                            served.uri().toString(),
                            "iam",
                            "get-mfa-device",
                            "--user-name",
                            "lou",
                            "--serial-number",
                            serial));
            String wanted = "{\"FIDO\":\"L2\",\"FIPS-140-2\":\"L2\",\"FIPS-140-3\":\"L1\"}";
            JsonNode certifications = JsonMapper.builder().build().readTree(wanted);
            assertThat(aws.json().get("Certifications")).isEqualTo(certifications);
            Ran boto3 = Packaged.run(
                    directory, environment, List.of("/usr/bin/python3", "-c", """
                            import boto3, json
                            iam = boto3.client("iam", endpoint_url="%s")
                            print(json.dumps(iam.get_mfa_device(UserName="lou", SerialNumber="%s")["Certifications"]))
                            """.formatted(served.uri(), serial)));
            assertThat(boto3.json()).isEqualTo(certifications);
        }
    }

    /** Debian's botocore is older than GetMFADevice: this teaches it, in botocore's own form, what AWS's model says of it. */
    private static String newerOperations() throws Exception {
        return Path.of(PackagedAttestationTest.class.getResource("botocore").toURI())
                .toString();
    }

    /** Of one model, certified for everything that IAM has a name for. */
    private static ObjectNode metadata(OpensslMaker maker) throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return JsonApi.json("""
                {'legalHeader': 'Of a test.', 'no': 7, 'nextUpdate': '%s', 'entries': [{
                  'aaguid': '%s', 'timeOfLastStatusChange': '2024-01-01',
                  'metadataStatement': {'description': 'Example Key', 'attestationRootCertificates': ['%s']},
                  'statusReports': [
                    {'status': 'FIDO_CERTIFIED_L2', 'effectiveDate': '2023-01-01'},
                    {'status': 'FIPS140_CERTIFIED_L2', 'effectiveDate': '2023-06-01', 'fipsRevision': 2},
                    {'status': 'FIPS140_CERTIFIED_L1', 'effectiveDate': '2024-01-01', 'fipsRevision': 3}]}]}""".formatted(today.plusDays(30), MODEL.toUuid(), maker.rootBase64()));
    }
}
