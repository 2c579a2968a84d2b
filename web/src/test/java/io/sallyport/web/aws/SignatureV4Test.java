// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureV4Test {
    private static final Instant EXAMPLE_TIME = Instant.parse("2015-08-30T12:36:00Z");
    private static final SigningSecret EXAMPLE_SECRET =
            SigningSecret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".getBytes(StandardCharsets.UTF_8));

    /** AWS General Reference, "Signature Version 4 signing process", tasks 1 to 4 (the example of ListUsers). */
    @Test
    void signsTheExampleOfTheGeneralReference() {
        HttpMessage request = new HttpMessage(
                "GET",
                "/",
                "Action=ListUsers&Version=2010-05-08",
                List.of(
                        new HttpMessage.Header("Host", "iam.amazonaws.com"),
                        new HttpMessage.Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                        new HttpMessage.Header("X-Amz-Date", "20150830T123600Z")),
                Bytes.empty());
        CredentialScope scope = new CredentialScope("20150830", "us-east-1", "iam", "aws4_request");

        String canonical = SignatureV4.canonicalRequest(request, List.of("content-type", "host", "x-amz-date"));
        byte[] key = SignatureV4.signingKey(EXAMPLE_SECRET, scope);

        assertThat(DigestUtils.sha256Hex(canonical))
                .isEqualTo("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
        assertThat(HexFormat.of().formatHex(key))
                .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
        assertThat(SignatureV4.signature(key, SignatureV4.stringToSign(EXAMPLE_TIME, scope, canonical)))
                .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    static Stream<Arguments> suite() {
        return Stream.of(
                vector("get-vanilla", "GET /", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                vector(
                        "get-vanilla with an empty path",
                        "GET ",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                vector(
                        "get-slash-dot-slash-normalized",
                        "GET /./",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                vector(
                        "get-relative-relative-normalized",
                        "GET /example1/example2/../..",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                vector("get-utf8", "GET /ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
                vector(
                        "get-vanilla-empty-query-key",
                        "GET /?Param1=value1",
                        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
                vector(
                        "get-vanilla-query-order-encoded",
                        "GET /?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
                        "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
                vector(
                        "get-vanilla-query-unreserved",
                        "GET /?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz="
                                + "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
                vector(
                        "get-header-key-duplicate",
                        "GET /",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                        "My-Header1:value2",
                        "My-Header1:value2",
                        "My-Header1:value1"),
                vector(
                        "get-header-value-order",
                        "GET /",
                        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
                        "My-Header1:value4",
                        "My-Header1:value1",
                        "My-Header1:value3",
                        "My-Header1:value2"),
                vector(
                        "get-header-value-trim",
                        "GET /",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                        "My-Header1: value1",
                        "My-Header2: \"a   b   c\""),
                vector(
                        "get-vanilla-with-session-token",
                        "GET /",
                        "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
                        "X-Amz-Security-Token:6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267"),
                vector(
                        "post-x-www-form-urlencoded",
                        "POST / Param1=value1",
                        "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
                        "Content-Type:application/x-www-form-urlencoded",
                        "Content-Length:13",
                        "x-amz-content-sha256:9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"));
    }

    private static Arguments vector(String name, String request, String signature, String... headers) {
        return arguments(name, request, List.of(headers), signature);
    }

    /** AWS Signature Version 4 test suite, header form ({@code awslabs/aws-c-auth}, aws-signing-test-suite/v4). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("suite")
    void verifiesTheSigningTestSuite(String name, String request, List<String> headers, String signature) {
        HttpMessage message = suiteRequest(request, headers, signature);

        Verified<String> verified = new SignatureVerifier<>(
                        (id, token) -> new Credentials.Known<>(EXAMPLE_SECRET, "owner of " + id),
                        InstantSource.fixed(EXAMPLE_TIME))
                .verify(message, "service");

        assertThat(verified)
                .isEqualTo(new Verified<>("AKIDEXAMPLE", "owner of AKIDEXAMPLE", "us-east-1", "service", EXAMPLE_TIME));
    }

    private static HttpMessage suiteRequest(String request, List<String> headers, String signature) {
        String[] parts = request.split(" ", -1);
        String[] target = parts[1].split("\\?", 2);
        List<HttpMessage.Header> all = new ArrayList<>(List.of(
                new HttpMessage.Header("Host", "example.amazonaws.com"),
                new HttpMessage.Header("X-Amz-Date", "20150830T123600Z")));
        headers.stream()
                .map(line -> line.split(":", 2))
                .forEach(line -> all.add(new HttpMessage.Header(line[0], line[1])));
        String signed = String.join(
                ";",
                new HttpMessage("", "", "", all, Bytes.empty()).headersByName().keySet());
        all.add(new HttpMessage.Header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                        + signed + ", Signature=" + signature));
        Bytes body = parts.length > 2 ? Bytes.of(parts[2].getBytes(StandardCharsets.UTF_8)) : Bytes.empty();
        return new HttpMessage(parts[0], target[0], target.length > 1 ? target[1] : "", all, body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "'' /",
                "/ /",
                "// /",
                "/a/ /a/",
                "/a//b /a/b",
                "/a/../b /b",
                "/../a /a",
                "/a/.. /",
                "/a%20b /a%2520b"
            })
    void normalisesAndEscapesThePath(String path, String canonical) {
        assertThat(CanonicalUri.path(path)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "b=2&a=1 a=1&b=2",
                "a=2&a=1 a=1&a=2",
                "a a=",
                "a=b=c a=b%3Dc",
                "a=%7e%2f a=~%2F",
                "a=1+2 a=1%202",
                "a=%zz a=%25zz",
                "&a=1& a=1",
                "a=%e1%88%b4 a=%E1%88%B4"
            })
    void sortsAndEscapesTheQuery(String query, String canonical) {
        assertThat(CanonicalUri.query(query)).isEqualTo(canonical);
    }

    @Test
    void neverPrintsSecrets() {
        HttpMessage request =
                suiteRequest("POST / Secret=body-canary", List.of("X-Amz-Security-Token:token-canary"), "abcdef");

        assertThat(Arrays.asList(EXAMPLE_SECRET.toString(), request.toString()))
                .noneMatch(text -> text.contains("wJalr") || text.contains("canary") || text.contains("abcdef"));
    }
}
