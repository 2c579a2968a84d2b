// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.web.aws.RawRequest.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is the sender's fault, says nothing of our insides, and to POST / is AWS's XML. */
class HostileRequestsTest {
    private static final String WHO = "Action=GetCallerIdentity&Version=2011-06-15";

    private static AwsServer server;
    private static AwsServer.TestAccount account;

    @BeforeAll
    static void start() throws IOException {
        server = new AwsServer();
        account = server.account();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static HttpMessage signed(byte[] body) {
        return RawRequest.signed(account.admin(), server.clock().instant(), body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertSendersFault(Reply reply) {
        // 505 is HTTP's own word for a version that nobody speaks.
        assertThat(reply.status() == 505 ? 400 : reply.status())
                .as(reply.head() + reply.body())
                .isBetween(400, 499);
        assertThat(reply.head() + reply.body())
                .doesNotContain("io.sallyport", "java.", "jetty", "Jetty", "Javalin", "\tat ");
    }

    private static Reply assertRefusedInXml(byte[] request, int status, String code) throws IOException {
        Reply reply = RawRequest.send(server.uri(), request);
        assertSendersFault(reply);
        assertThat(reply.body()).startsWith("<ErrorResponse xmlns=");
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        return reply;
    }

    private static byte[] whole(HttpMessage message) {
        return RawRequest.bytes(message, message.body().toArray().length);
    }

    @Test
    void aBodyThatEndsBeforeItsLengthIsRefused() throws IOException {
        HttpMessage message = signed(utf8(WHO));

        assertRefusedInXml(RawRequest.bytes(message, WHO.length() + 10), 400, "IncompleteBody");
        assertRefusedInXml(RawRequest.bytes(message, 10_000_000), 400, "IncompleteBody");
    }

    @Test
    void aChunkedBodyThatBreaksOffIsRefused() throws IOException {
        byte[] chunked = RawRequest.chunked(signed(utf8(WHO)));

        assertThat(RawRequest.send(server.uri(), chunked).status()).isEqualTo(200);
        assertRefusedInXml(Arrays.copyOf(chunked, chunked.length - 5), 400, "IncompleteBody");
        assertRefusedInXml(Arrays.copyOf(chunked, chunked.length - 20), 400, "IncompleteBody");
    }

    @Test
    void aMebibyteIsReadAndAByteMoreIsNot() throws IOException {
        byte[] largest = Arrays.copyOf(utf8(WHO + "&X="), QueryRequest.MAX_BODY);
        Arrays.fill(largest, WHO.length() + 3, largest.length, (byte) 'x');
        byte[] larger = Arrays.copyOf(largest, largest.length + 1);
        larger[larger.length - 1] = 'x';

        assertThat(RawRequest.send(server.uri(), signed(largest)).status()).isEqualTo(200);
        assertThat(RawRequest.send(server.uri(), RawRequest.chunked(signed(largest)))
                        .status())
                .isEqualTo(200);
        assertRefusedInXml(whole(signed(larger)), 413, "RequestEntityTooLarge");
        assertRefusedInXml(RawRequest.chunked(signed(larger)), 413, "RequestEntityTooLarge");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws IOException {
        byte[] body = utf8("Action=CreateUser&Version=2010-05-08&UserName=tyler");
        for (int value : new int[] {0x80, 0xc0, 0xff}) {
            byte[] altered = body.clone();
            altered[altered.length - 1] = (byte) value;
            assertRefusedInXml(whole(signed(altered)), 400, "MalformedQueryString");
            assertRefusedInXml(
                    whole(signed(utf8(String.format("Action=CreateUser&UserName=%%%02x", value)))),
                    400,
                    "MalformedQueryString");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&&&",
                "Version=2010-05-08",
                "Action=&Version=2010-05-08",
                "{\"Action\": \"ListUsers\"}",
                "Action=ListUsers",
                "Action=ListUsers&Version=2011-06-15",
                "Action=GetCallerIdentity&Version=2010-05-08",
                "Action=listusers&Version=2010-05-08",
                "Action=%00%1b&Version=%00",
                "Action=<script>&Version=2010-05-08",
                "Action=ListUsers&Action=ListUsers&Version=2010-05-08",
                "Action=ListUsers&Version=2010-05-08&=x",
                "Action=ListUsers&Version=2010-05-08&MaxItems=%",
                "Action=ListUsers&Version=2010-05-08&MaxItems=many",
                "Action=ListUsers&Version=2010-05-08&MaxItems=99999999999999999999",
                "Action=ListUsers&Version=2010-05-08&MaxItems=1001",
                "Action=ListUsers&Version=2010-05-08&Marker=%00",
                "Action=ListUsers&Version=2010-05-08&PathPrefix=%00",
                "Action=GetUser&Version=2010-05-08&UserName=%00",
                "Action=CreateUser&Version=2010-05-08&UserName=%EF%BF%BF",
                "Action=CreateUser&Version=2010-05-08&UserName=tyler%0A",
                "Action=CreateUser&Version=2010-05-08&UserName=x&Tags.member.0.Key=a",
                "Action=CreateUser&Version=2010-05-08&UserName=x&Tags.member.99999999999.Key=a",
                "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=%00",
                "Action=DeleteVirtualMFADevice&Version=2010-05-08&SerialNumber=arn:aws:iam::1:",
                "Action=GetSessionToken&Version=2011-06-15&TokenCode=1&SerialNumber=x",
                "Action=GetAccessKeyInfo&Version=2011-06-15&AccessKeyId=AKIA1111111111111111",
            })
    void aMeaninglessRequestIsRefused(String body) throws IOException {
        Reply reply = RawRequest.send(server.uri(), signed(utf8(body)));

        assertSendersFault(reply);
        assertThat(reply.body()).startsWith("<ErrorResponse xmlns=").doesNotContain("<script>");
        assertThat(reply.code()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-amz-json-1.1", "text/plain", "multipart/form-data", ";"})
    void aBodyOfAnotherKindIsRefused(String type) throws IOException {
        HttpMessage message = RawRequest.with(signed(utf8(WHO)), "content-type", type);

        assertRefusedInXml(whole(message), 415, "UnsupportedMediaType");
    }

    @Test
    void headersBeyondTheLimitAreRefused() throws IOException {
        HttpMessage message = RawRequest.with(signed(utf8(WHO)), "x-long", "x".repeat(40 * 1024));

        assertRefusedInXml(whole(message), 431, "RequestHeaderFieldsTooLarge");
    }

    @Test
    void aLongSessionTokenIsRefusedAsAToken() throws IOException {
        HttpMessage message = RawRequest.signed(
                software.amazon.awssdk.auth.credentials.AwsSessionCredentials.create(
                        "ASIAIOSFODNN7EXAMPLE", "x", "A".repeat(30 * 1024)),
                server.clock().instant(),
                WHO);

        assertRefusedInXml(whole(message), 403, "InvalidClientTokenId");
    }

    /** As AWS's headers do, whether it is the API that answers, the routes or what reads HTTP. */
    @Test
    void everyAnswerIsXmlWhoseIdItsHeadersRepeat() throws IOException {
        HttpMessage message = signed(utf8(WHO));
        for (byte[] request : List.of(
                whole(message),
                whole(RawRequest.without(message, "authorization")),
                whole(new HttpMessage("POST", "/nothing", "", message.headers(), message.body())),
                utf8("POST / HTTP/1.1\r\n\r\n"))) {
            Reply reply = RawRequest.send(server.uri(), request);
            String head = reply.head().toLowerCase(Locale.ROOT);
            assertThat(head).contains("\r\ncontent-type: text/xml\r\n");
            String id = reply.body().replaceFirst("(?s).*<RequestId>(.*?)</RequestId>.*", "$1");
            assertThat(head).contains("\r\nx-amzn-requestid: " + id + "\r\n");
        }
    }

    @Test
    void anActionInTheUrlIsNotServed() throws IOException {
        HttpMessage message = signed(new byte[0]);
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")) {
            Reply reply = RawRequest.send(
                    server.uri(),
                    RawRequest.bytes(new HttpMessage(method, "/", WHO, message.headers(), Bytes.of(new byte[0])), 0));
            assertSendersFault(reply);
            assertThat(reply.body()).as(method).startsWith("<ErrorResponse xmlns=");
        }
        assertSendersFault(RawRequest.send(
                server.uri(), new HttpMessage("POST", "/", WHO, message.headers(), Bytes.of(new byte[0]))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/api/v1/nothing", "/assets/nothing", "/assets/..%2f..%2f", "//", "/%00", "/.."})
    void anUnknownPathIsNotFound(String path) throws IOException {
        HttpMessage message = signed(utf8(WHO));
        assertSendersFault(
                RawRequest.send(server.uri(), new HttpMessage("POST", path, "", message.headers(), message.body())));
        assertSendersFault(RawRequest.send(
                server.uri(), new HttpMessage("GET", path, "", message.headers(), Bytes.of(new byte[0]))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "POST\r\n\r\n",
                "POST /\r\n\r\n",
                "POST / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\nConnection: close\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nxyz\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nA\u0000B: c\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "POST http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
            })
    void garbageOnTheWireIsRefused(String request) throws IOException {
        Reply reply =
                RawRequest.send(URI.create(server.uri().toString()), request.getBytes(StandardCharsets.ISO_8859_1));

        assertSendersFault(reply);
        if (request.startsWith("POST / HTTP/1.1\r\n")) {
            assertThat(reply.body()).startsWith("<ErrorResponse xmlns=");
        }
    }
}
