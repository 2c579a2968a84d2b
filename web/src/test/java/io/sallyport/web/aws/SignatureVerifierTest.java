// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.web.aws.Credentials.Known;
import io.sallyport.web.aws.Credentials.Lookup;
import io.sallyport.web.aws.Credentials.Reason;
import io.sallyport.web.aws.Credentials.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-23T19:40:00Z");
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"
                    + " and signing method. Consult the service documentation for details.";

    private final SignatureVerifier<String> verifier =
            new SignatureVerifier<>(SignatureVerifierTest::lookup, InstantSource.fixed(NOW));

    private static Lookup<String> lookup(String accessKeyId, @Nullable String token) {
        return switch (accessKeyId) {
            case KEY -> new Known<>(SigningSecret.of(SECRET.getBytes(StandardCharsets.UTF_8)), "tyler/" + token);
            case "AKIAINACTIVE" -> new Refused<>(Reason.INACTIVE);
            case "ASIAEXPIRED" -> new Refused<>(Reason.EXPIRED);
            default -> new Refused<>(Reason.UNKNOWN);
        };
    }

    /** A signer that can be told to do one thing wrong. */
    private static final class Signer {
        private String accessKeyId = KEY;
        private String secret = SECRET;
        private Instant at = NOW;
        private String dateName = "X-Amz-Date";
        private @Nullable String dateText;
        private CredentialScope scope = new CredentialScope("20261123", "us-east-1", "iam", "aws4_request");
        private String method = "POST";
        private String path = "/";
        private String query = "";
        private String body = "Action=ListUsers&Version=2010-05-08";
        private final List<HttpMessage.Header> extra = new ArrayList<>();
        private @Nullable List<String> signedHeaders;

        HttpMessage sign() {
            List<HttpMessage.Header> headers = new ArrayList<>(extra);
            headers.add(new HttpMessage.Header("Host", "127.0.0.1:8080"));
            headers.add(new HttpMessage.Header(dateName, dateText == null ? BasicTime.format(at) : dateText));
            HttpMessage unsigned = message(headers);
            List<String> names =
                    signedHeaders == null ? List.copyOf(unsigned.headersByName().keySet()) : signedHeaders;
            String signature = SignatureV4.signature(
                    SignatureV4.signingKey(SigningSecret.of(secret.getBytes(StandardCharsets.UTF_8)), scope),
                    SignatureV4.stringToSign(at, scope, SignatureV4.canonicalRequest(unsigned, names)));
            headers.add(new HttpMessage.Header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope + ", SignedHeaders="
                            + String.join(";", names) + ", Signature=" + signature));
            return message(headers);
        }

        private HttpMessage message(List<HttpMessage.Header> headers) {
            return new HttpMessage(method, path, query, headers, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void refuses(HttpMessage request, int status, String code, String message) {
        assertThatThrownBy(() -> verifier.verify(request, "iam"))
                .asInstanceOf(InstanceOfAssertFactories.type(WireException.class))
                .extracting(WireException::error)
                .isEqualTo(WireError.sender(status, code, message));
    }

    private void doesNotMatch(HttpMessage request, String message) {
        refuses(request, 403, "SignatureDoesNotMatch", message);
    }

    private static HttpMessage withHeader(String name, String value) {
        return new HttpMessage(
                "POST",
                "/",
                "",
                List.of(
                        new HttpMessage.Header("Host", "localhost"),
                        new HttpMessage.Header("X-Amz-Date", "20261123T194000Z"),
                        new HttpMessage.Header(name, value)),
                Bytes.empty());
    }

    private void incomplete(String authorization, String message) {
        assertThatThrownBy(() -> verifier.verify(withHeader("Authorization", authorization), "iam"))
                .asInstanceOf(InstanceOfAssertFactories.type(WireException.class))
                .extracting(WireException::error)
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(400);
                    assertThat(error.code()).isEqualTo("IncompleteSignature");
                    assertThat(error.message())
                            .startsWith(message + " (Hashed with SHA-256 and encoded with Base64) Authorization=")
                            .doesNotContain("canary");
                });
    }

    @Test
    void acceptsARightSignatureAndSaysWhose() {
        assertThat(verifier.verify(new Signer().sign(), "iam"))
                .isEqualTo(new Verified<>(KEY, "tyler/null", "us-east-1", "iam", NOW));
    }

    @Test
    void handsTheSessionTokenToTheLookup() {
        Signer signer = new Signer();
        signer.extra.add(new HttpMessage.Header("X-Amz-Security-Token", "session"));

        assertThat(verifier.verify(signer.sign(), "iam").principal()).isEqualTo("tyler/session");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us-east-1",
                "eu-central-1",
                "us-gov-west-1",
                "cn-north-1",
                "ap-southeast-4",
                "us-iso-east-1",
                "aws-global"
            })
    void acceptsAnythingThatLooksLikeARegion(String region) {
        Signer signer = new Signer();
        signer.scope = new CredentialScope("20261123", region, "iam", "aws4_request");

        assertThat(verifier.verify(signer.sign(), "iam").region()).isEqualTo(region);
    }

    @Test
    void acceptsTheDateOfHttpInEitherForm() {
        Signer http = new Signer();
        http.dateName = "Date";
        http.dateText = "Mon, 23 Nov 2026 19:40:00 GMT";
        Signer basic = new Signer();
        basic.dateName = "Date";

        assertThat(verifier.verify(http.sign(), "iam").signedAt()).isEqualTo(NOW);
        assertThat(verifier.verify(basic.sign(), "iam").signedAt()).isEqualTo(NOW);
    }

    @Test
    void prefersAmazonsDateToThatOfHttp() {
        Signer signer = new Signer();
        signer.extra.add(new HttpMessage.Header("Date", "Mon, 23 Nov 2020 00:00:00 GMT"));

        assertThat(verifier.verify(signer.sign(), "iam").signedAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(longs = {-900, -1, 0, 1, 900})
    void acceptsAClockThatIsFifteenMinutesOff(long seconds) {
        Signer signer = new Signer();
        signer.at = NOW.plusSeconds(seconds);

        assertThat(verifier.verify(signer.sign(), "iam").signedAt()).isEqualTo(signer.at);
    }

    @Test
    void refusesARequestWithoutSignature() {
        refuses(
                withHeader("Accept", "*/*"),
                403,
                "MissingAuthenticationToken",
                "Request is missing Authentication Token");
    }

    @Test
    void namesEverythingThatIsMissing() {
        incomplete(
                "AWS4-HMAC-SHA256 Foo=canary",
                "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter."
                        + " Authorization header requires 'SignedHeaders' parameter.");
        incomplete(
                "AWS4-HMAC-SHA256 Credential=canary/20261123/us-east-1/iam/aws4_request,Signature=canary",
                "Authorization header requires 'SignedHeaders' parameter.");
    }

    @Test
    void refusesMalformedHeadersWithoutRepeatingThem() {
        incomplete("Bearer canary", "Unsupported AWS 'algorithm'.");
        incomplete(
                "Credential=canary",
                "Authorization header must begin with the algorithm name, which cannot include an equal-sign");
        incomplete("AWS4-HMAC-SHA256 canary", "Invalid key=value pair (missing equal-sign) in Authorization header.");
        incomplete(
                "AWS4-HMAC-SHA256 Credential=canary, SignedHeaders=host, Signature=canary",
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.");
        incomplete(
                "AWS4-HMAC-SHA256 Signature=canary, Signature=canary2",
                "Authorization header contains a parameter more than once.");
    }

    @Test
    void refusesARequestWithoutDate() {
        HttpMessage signed = new Signer().sign();
        HttpMessage undated = new HttpMessage(
                "POST",
                "/",
                "",
                signed.headers().stream()
                        .filter(header -> !header.name().equals("X-Amz-Date"))
                        .toList(),
                signed.body());

        assertThatThrownBy(() -> verifier.verify(undated, "iam"))
                .hasMessageStartingWith("IncompleteSignature: Authorization header requires existence of either a"
                        + " 'X-Amz-Date' or a 'Date' header. (Hashed");
    }

    @Test
    void refusesADateThatIsNone() {
        Signer signer = new Signer();
        signer.dateText = "yesterday";

        refuses(
                signer.sign(),
                400,
                "IncompleteSignature",
                "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-Amz-Date", "Host", "X-Amz-Security-Token"})
    void refusesASecondHeaderThatWouldMakeTheFirstAGuess(String name) {
        Signer signer = new Signer();
        signer.extra.add(new HttpMessage.Header(name, "20261123T194000Z"));
        signer.extra.add(new HttpMessage.Header(name.toLowerCase(java.util.Locale.ROOT), "20261123T194000Z"));

        refuses(signer.sign(), 400, "IncompleteSignature", "The request contains more than one '" + name + "' header.");
    }

    @Test
    void namesEverythingThatIsWrongWithTheScope() {
        Signer signer = new Signer();
        signer.scope = new CredentialScope("20261122", "Mars", "s3", "aws5_request");

        doesNotMatch(
                signer.sign(),
                "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'iam'."
                        + " Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'."
                        + " Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
                        + " '20261122' != '20261123', from '20261123T194000Z'.");
    }

    @Test
    void refusesASignatureForTheOtherService() {
        Signer signer = new Signer();
        signer.scope = new CredentialScope("20261123", "us-east-1", "sts", "aws4_request");

        doesNotMatch(signer.sign(), "Credential should be scoped to correct service: 'iam'.");
    }

    @Test
    void refusesAnOldSignature() {
        Signer signer = new Signer();
        signer.at = NOW.minus(Duration.ofSeconds(901));

        doesNotMatch(
                signer.sign(),
                "Signature expired: 20261123T192459Z is now earlier than 20261123T192500Z (20261123T194000Z - 15 min.)");
    }

    @Test
    void refusesASignatureFromTheFuture() {
        Signer signer = new Signer();
        signer.at = NOW.plus(Duration.ofSeconds(901));

        doesNotMatch(
                signer.sign(),
                "Signature not yet current: 20261123T195501Z is still later than 20261123T195500Z (20261123T194000Z + 15"
                        + " min.)");
    }

    @Test
    void refusesAWrongSecret() {
        Signer signer = new Signer();
        signer.secret = "another";

        doesNotMatch(signer.sign(), MISMATCH);
    }

    @Test
    void refusesWhateverWasAlteredOnTheWay() {
        HttpMessage signed = new Signer().sign();
        Bytes body = Bytes.of("Action=DeleteUser&Version=2010-05-08".getBytes(StandardCharsets.UTF_8));

        doesNotMatch(new HttpMessage("POST", "/", "", signed.headers(), body), MISMATCH);
        doesNotMatch(new HttpMessage("PUT", "/", "", signed.headers(), signed.body()), MISMATCH);
        doesNotMatch(new HttpMessage("POST", "/x", "", signed.headers(), signed.body()), MISMATCH);
        doesNotMatch(new HttpMessage("POST", "/", "a=1", signed.headers(), signed.body()), MISMATCH);
        List<HttpMessage.Header> moved = signed.headers().stream()
                .map(h -> h.name().equals("Host") ? new HttpMessage.Header("Host", "elsewhere") : h)
                .toList();
        doesNotMatch(new HttpMessage("POST", "/", "", moved, signed.body()), MISMATCH);
    }

    @Test
    void refusesASignatureWithoutHost() {
        Signer signer = new Signer();
        signer.signedHeaders = List.of("x-amz-date");

        doesNotMatch(signer.sign(), "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void refusesAnUnsignedHeaderOfAmazon() {
        Signer signer = new Signer();
        signer.extra.add(new HttpMessage.Header("X-Amz-Security-Token", "smuggled"));
        signer.signedHeaders = List.of("host", "x-amz-date");

        doesNotMatch(signer.sign(), "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void refusesASignedHeaderThatIsNotThere() {
        Signer signer = new Signer();
        signer.extra.add(new HttpMessage.Header("X-Custom", "value"));
        HttpMessage signed = signer.sign();
        List<HttpMessage.Header> without = signed.headers().stream()
                .filter(header -> !header.name().equals("X-Custom"))
                .toList();

        doesNotMatch(new HttpMessage("POST", "/", "", without, signed.body()), MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKIAUNKNOWN", "AKIAINACTIVE"})
    void saysTheSameOfUnknownAndInactiveKeys(String accessKeyId) {
        Signer signer = new Signer();
        signer.accessKeyId = accessKeyId;

        refuses(signer.sign(), 403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }

    @Test
    void refusesAnExpiredSession() {
        Signer signer = new Signer();
        signer.accessKeyId = "ASIAEXPIRED";

        refuses(signer.sign(), 403, "ExpiredToken", "The security token included in the request is expired");
    }
}
