// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.RequestFacts;
import io.sallyport.web.AwsPipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Thousands of requests, each a little wrong and signed nonetheless: none is our fault. The same ones every time. */
class MutatedRequestsTest {
    private static final int REQUESTS = 4_000;
    private static final List<String> SEEDS = List.of(
            "Action=CreateUser&Version=2010-05-08&UserName=tyler&Path=/team/&Tags.member.1.Key=a&Tags.member.1.Value=b",
            "Action=GetUser&Version=2010-05-08&UserName=admin",
            "Action=ListUsers&Version=2010-05-08&PathPrefix=/&MaxItems=3&Marker=AAAAAAAA",
            "Action=DeleteUser&Version=2010-05-08&UserName=marla",
            "Action=CreateGroup&Version=2010-05-08&GroupName=devs&Path=/",
            "Action=AddUserToGroup&Version=2010-05-08&GroupName=devs&UserName=tyler",
            "Action=RemoveUserFromGroup&Version=2010-05-08&GroupName=devs&UserName=tyler",
            "Action=ListGroupsForUser&Version=2010-05-08&UserName=tyler&MaxItems=1",
            "Action=CreateAccessKey&Version=2010-05-08&UserName=tyler",
            "Action=ListAccessKeys&Version=2010-05-08",
            "Action=DeleteAccessKey&Version=2010-05-08&UserName=tyler&AccessKeyId=AKIAIOSFODNN7EXAMPLE",
            "Action=AttachUserPolicy&Version=2010-05-08&UserName=tyler&PolicyArn=arn:aws:iam::aws:policy/ReadOnlyAccess",
            "Action=AttachGroupPolicy&Version=2010-05-08&GroupName=devs&PolicyArn=arn:aws:iam::aws:policy/SecurityAudit",
            "Action=PutUserPolicy&Version=2010-05-08&UserName=tyler&PolicyName=p&PolicyDocument="
                    + "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"iam:*\"],"
                    + "\"Resource\":\"arn:aws:iam::*:user/${aws:username}\",\"Condition\":{\"Bool\":"
                    + "{\"aws:MultiFactorAuthPresent\":\"true\"},\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}}]}",
            "Action=UploadSSHPublicKey&Version=2010-05-08&UserName=tyler&SSHPublicKeyBody=ssh-rsa%20AAAAB3NzaC1yc2E=",
            "Action=ListSSHPublicKeys&Version=2010-05-08&UserName=admin&MaxItems=1",
            "Action=UploadSigningCertificate&Version=2010-05-08&CertificateBody=-----BEGIN%20CERTIFICATE-----%0AMIIB"
                    + "%0A-----END%20CERTIFICATE-----",
            "Action=UploadServerCertificate&Version=2010-05-08&ServerCertificateName=shop&Path=/&CertificateBody="
                    + "-----BEGIN%20CERTIFICATE-----%0AMIIB%0A-----END%20CERTIFICATE-----&PrivateKey=-----BEGIN%20"
                    + "PRIVATE%20KEY-----%0AMIIB%0A-----END%20PRIVATE%20KEY-----&CertificateChain=MIIB"
                    + "&Tags.member.1.Key=a&Tags.member.1.Value=b",
            "Action=ListServerCertificates&Version=2010-05-08&PathPrefix=/&MaxItems=5",
            "Action=ListSigningCertificates&Version=2010-05-08&UserName=admin",
            "Action=CreateServiceSpecificCredential&Version=2010-05-08&UserName=admin"
                    + "&ServiceName=bedrock.amazonaws.com&CredentialAgeDays=30",
            "Action=ListServiceSpecificCredentials&Version=2010-05-08&AllUsers=true&MaxItems=1",
            "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=phone&Path=/",
            "Action=ListVirtualMFADevices&Version=2010-05-08&AssignmentStatus=Any&MaxItems=5",
            "Action=ListMFADevices&Version=2010-05-08&UserName=tyler",
            "Action=EnableMFADevice&Version=2010-05-08&UserName=tyler&SerialNumber=arn:aws:iam::1:mfa/phone"
                    + "&AuthenticationCode1=123456&AuthenticationCode2=654321",
            "Action=ResyncMFADevice&Version=2010-05-08&UserName=tyler&SerialNumber=arn:aws:iam::1:mfa/phone"
                    + "&AuthenticationCode1=123456&AuthenticationCode2=654321",
            "Action=DeactivateMFADevice&Version=2010-05-08&UserName=tyler&SerialNumber=GAHT12345678",
            "Action=DeleteVirtualMFADevice&Version=2010-05-08&SerialNumber=arn:aws:iam::1:mfa/phone",
            "Action=GetCallerIdentity&Version=2011-06-15",
            "Action=GetAccessKeyInfo&Version=2011-06-15&AccessKeyId=AKIAIOSFODNN7EXAMPLE",
            "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900&SerialNumber=GAHT12345678&TokenCode=123456");
    private static final List<String> NASTY = List.of(
            "%00",
            "%",
            "%zz",
            "%C3",
            "%F0%9F%94%91",
            "%EF%BF%BF",
            "%ED%A0%80",
            "&",
            "=",
            ".",
            ".member.",
            "+",
            "\u00e9",
            "-1",
            "0",
            "99999999999",
            "9223372036854775808",
            "1e9",
            "true",
            "null",
            "/",
            "//",
            "*",
            "?",
            "${",
            "}",
            "{",
            "[",
            "]",
            "\"",
            "\\",
            "'",
            "<",
            "]]>",
            "%0D%0A",
            "arn:aws:",
            ":",
            "%7F",
            "Version=",
            "&UserName=",
            "a".repeat(300));

    /** Seeded: the mutations are the same in every run. */
    private final Random random = new Random(20_261_123);

    private byte[] mutated() {
        byte[] body = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            body = mutate(body);
        }
        return body;
    }

    private byte[] mutate(byte[] body) {
        // Mostly behind the version, so that most requests still reach an action.
        int floor = random.nextInt(8) == 0 ? 0 : Math.min(body.length, 35);
        int at = floor + random.nextInt(Math.max(1, body.length - floor));
        int end = Math.min(body.length, at + random.nextInt(12));
        return switch (random.nextInt(5)) {
            case 0 ->
                spliced(body, at, at, NASTY.get(random.nextInt(NASTY.size())).getBytes(StandardCharsets.UTF_8));
            case 1 ->
                spliced(body, at, end, NASTY.get(random.nextInt(NASTY.size())).getBytes(StandardCharsets.UTF_8));
            case 2 -> spliced(body, at, end, new byte[0]);
            case 3 -> spliced(body, at, Math.min(body.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            default -> {
                byte[] other = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
                int from = random.nextInt(other.length);
                yield spliced(body, at, body.length, java.util.Arrays.copyOfRange(other, from, other.length));
            }
        };
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] instead) {
        int start = Math.min(from, body.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, start);
        out.writeBytes(instead);
        int rest = Math.max(start, Math.min(to, body.length));
        out.write(body, rest, body.length - rest);
        return out.toByteArray();
    }

    @Test
    void noMutatedRequestIsOurFault() throws Exception {
        DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        Map<String, Integer> seen = new TreeMap<>();
        try (AwsServer server = new AwsServer();
                AwsPipeline pipeline = new AwsPipeline(
                        server.accounts(), server.keys().tokens(), server.clock(), new SecureRandom())) {
            AwsServer.TestAccount account = server.account();
            RequestFacts facts = new RequestFacts("127.0.0.1", false, "fuzz", null, null);
            for (int i = 0; i < REQUESTS; i++) {
                byte[] body = mutated();
                AwsCredentials who = i % 8 == 0 ? account.root() : account.admin();
                HttpMessage message = RawRequest.signed(who, server.clock().instant(), body);
                if (i % 10 == 0) {
                    message = RawRequest.without(message, "authorization");
                }
                AwsEndpoint.Answer answer = pipeline.endpoint().handle(message, facts);
                String request = new String(body, StandardCharsets.ISO_8859_1);
                assertThat(answer.status()).as(request).isLessThan(500);
                assertThat(xml.parse(new InputSource(new StringReader(answer.body()))))
                        .as(request)
                        .isNotNull();
                seen.merge(code(answer), 1, Integer::sum);
            }
        }
        // Mutations that all fail at the door would prove nothing.
        assertThat(seen)
                .containsKeys(
                        "200", "ValidationError", "NoSuchEntity", "MalformedQueryString", "MalformedPolicyDocument");
        assertThat(seen.get("200")).isGreaterThan(REQUESTS / 20);
    }

    private static String code(AwsEndpoint.Answer answer) throws IOException {
        if (answer.status() == 200) {
            return "200";
        }
        return new RawRequest.Reply(answer.status(), "", answer.body()).code();
    }
}
