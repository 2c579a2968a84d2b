// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Fob;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** From the maker's file to a sign-in, signed by a signer nobody here wrote. */
class FobsTest extends OneServer {
    private static final String SERIAL = "GAHT12345678";
    private static final String CSV = SERIAL + ",5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30\n";

    private Client.Answer send(String csv, String service, String secret) {
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(server.origin().resolve("/api/v1/fobs"))
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(AwsCredentialsIdentity.create(
                                server.secrets().accessKey().id().value(), secret))
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromUtf8String(csv))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(
                                HttpSigner.SIGNING_CLOCK,
                                Clock.fixed(server.clock().instant(), ZoneOffset.UTC)));
        Client anybody = client();
        HttpRequest.Builder request = anybody.request("/api/v1/fobs").POST(HttpRequest.BodyPublishers.ofString(csv));
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return anybody.send(request);
    }

    private Client.Answer importSeeds(String csv) {
        return send(csv, "sallyport", server.secrets().secretAccessKey().reveal());
    }

    private Fob fob(double driftPpm) throws IOException {
        TokenSeed seed = SeedFile.oathCsv(new StringReader(CSV)).get(0);
        // Five years on a shelf.
        return Fob.drifting(
                seed, server.clock(), driftPpm, server.clock().instant().minus(Duration.ofDays(1826)));
    }

    @Test
    void driftingFobIsImportedEnrolledAndSignsIn() throws IOException {
        assertThat(importSeeds(CSV).expect(201).body().get("imported").asInt()).isEqualTo(1);
        // Some five minutes slow by now.
        Fob fob = fob(-2);
        Client client = signedIn("zoe");
        String first = fob.press();
        server.advance(STEP);
        client.post(ZOES, object("type", "fob", "serial", SERIAL, "code1", first, "code2", fob.press()))
                .expect(201);

        server.advance(STEP);
        Client.Answer step = zoe.password("zoe", PASSWORD);
        String code = fob.press();
        zoe.code(step, SERIAL, code).expect(200);
        assertThat(zoe.get("/api/v1/session").body().at("/mfa/serial").asText()).isEqualTo(SERIAL);
        Client.Answer again = client().password("zoe", PASSWORD);
        client().code(again, SERIAL, code).expect(403);

        // It is Zoe's now.
        signedIn("marla")
                .post(
                        "/api/v1/users/marla/devices",
                        object("type", "fob", "serial", SERIAL, "code1", "123456", "code2", "654321"))
                .expect(409);
    }

    @Test
    void fileIsImportedWholeOrNotAtAll() {
        importSeeds(CSV).expect(201);
        importSeeds("GAHT00000001,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30\n" + CSV)
                .expect(409);
        assertThat(importSeeds("GAHT00000002,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30\nrubbish\n")
                        .expect(400)
                        .http()
                        .body())
                .contains("line 2")
                .doesNotContain("5ca1ab1e");
        importSeeds("GAHT00000001,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30\n")
                .expect(201);
    }

    @Test
    void fileOfManyMebibytesIsReadAndOneBeyond64RefusedNotCutOff() {
        String comment = "# " + "x".repeat(1021) + "\n";
        assertThat(importByBrowser(comment.repeat(65536) + CSV).expect(400).code())
                .isEqualTo("InvalidInput");
        importByBrowser(comment.repeat(10000) + CSV).expect(201);
    }

    /** By browser session, since a signature would already refuse what was cut off. */
    private Client.Answer importByBrowser(String csv) {
        server.put("zoe", "Allow", "sallyport:ImportFobs");
        Client client = signedIn("zoe");
        return client.send(client.request("/api/v1/fobs").POST(HttpRequest.BodyPublishers.ofString(csv)));
    }

    @Test
    void importNeedsPermissionAndASignatureForThisService() {
        Client client = signedIn("zoe");
        client.send(client.request("/api/v1/fobs").POST(HttpRequest.BodyPublishers.ofString(CSV)))
                .expect(403);
        String secret = server.secrets().secretAccessKey().reveal();
        assertThat(send(CSV, "iam", secret).expect(403).code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(send(CSV, "sallyport", "wrong" + secret).expect(403).code()).isEqualTo("SignatureDoesNotMatch");
        client().send(client().request("/api/v1/fobs").POST(HttpRequest.BodyPublishers.ofString(CSV)))
                .expect(401);
        importSeeds(CSV).expect(201);
    }
}
