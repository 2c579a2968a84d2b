// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Fob;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fob that has run out of its window comes back by two codes, and a report foretold it. */
class FobClocksTest extends OneServer {
    private static final String SERIAL = "GAHT12345678";
    private static final String CLOCKS = "/api/v1/fobs/clocks";
    private static final Duration MONTH = Duration.ofDays(30);

    private Instant since = Instant.EPOCH;
    private double ppm;
    private Duration dropped = Duration.ZERO;
    private Fob fob;

    @BeforeEach
    void enrolAFob() throws IOException {
        TokenSeed seed = SeedFile.oathCsv(
                        new StringReader(SERIAL + ",5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30\n"))
                .get(0);
        server.stock(CodeDevice.newFob(new MfaSerial(SERIAL), seed.parameters(), 0), seed.seed());
        since = server.clock().instant();
        fob = Fob.of(seed, (InstantSource) this::fobTime);
        Client client = signedIn("zoe");
        String first = fob.press();
        server.advance(STEP);
        client.post(ZOES, object("type", "fob", "serial", SERIAL, "code1", first, "code2", fob.press()))
                .expect(201);
        server.advance(STEP);
    }

    private Instant fobTime() {
        Instant now = server.clock().instant();
        double drift = Duration.between(since, now).toSeconds() * ppm * 1e-6;
        return now.plusMillis(Math.round(drift * 1000)).plus(dropped);
    }

    private Client.Answer signIn(Client client) {
        return client.code(client.password("zoe", PASSWORD), SERIAL, fob.press());
    }

    private Client.Answer signInTwice(Client client, String first, String second) {
        String id = client.password("zoe", PASSWORD).text("signin");
        return client.post(
                "/api/v1/signin/" + id + "/factor", object("serial", SERIAL, "code", first, "code2", second));
    }

    @Test
    void twoConsecutiveCodesSignInWhereOneNoLongerDoes() {
        dropped = Duration.ofMinutes(7);
        signIn(zoe).expect(403);
        String first = fob.press();
        signInTwice(zoe, first, first).expect(403);
        server.advance(STEP);
        String second = fob.press();
        assertThat(signInTwice(zoe, first, second).expect(200).text("status")).isEqualTo("SIGNED_IN");
        assertThat(zoe.get("/api/v1/session").body().at("/mfa/serial").asText()).isEqualTo(SERIAL);

        Client again = client();
        signInTwice(again, first, second).expect(403);
        again.code(again.password("zoe", PASSWORD), SERIAL, second).expect(403);
        server.advance(STEP);
        signIn(again).expect(200);
    }

    @Test
    void herOwnFobIsBroughtBackInAFreshSessionThatShowedADevice() {
        signIn(zoe).expect(200);
        dropped = Duration.ofMinutes(-4);
        server.advance(STEP.multipliedBy(12));
        String first = fob.press();
        server.advance(STEP);
        String second = fob.press();
        Client.Answer device = zoe.post(ZOES + "/resync", object("serial", SERIAL, "code1", first, "code2", second))
                .expect(200);
        assertThat(device.body().get("liveCodes").asInt()).isEqualTo(3);
        assertThat(server.events())
                .anySatisfy(
                        event -> assertThat(event.path("eventName").asText()).isEqualTo("ResyncMFADevice"));
        zoe.post(ZOES + "/resync", object("serial", SERIAL, "code1", first, "code2", second))
                .expect(403);
        signedInAsMarla()
                .post(ZOES + "/resync", object("serial", SERIAL, "code1", first, "code2", second))
                .expect(403);
        server.advance(Duration.ofMinutes(20));
        first = fob.press();
        server.advance(STEP);
        assertThat(zoe.post(ZOES + "/resync", object("serial", SERIAL, "code1", first, "code2", fob.press()))
                        .expect(403)
                        .code())
                .isEqualTo("AccessDenied");
        signIn(client()).expect(200);
    }

    private Client signedInAsMarla() {
        return signedIn("marla");
    }

    @Test
    void aDeviceIsShownWithWhatGuessersAreUpAgainst() {
        signIn(zoe).expect(200);
        Client.Answer listed = zoe.get(ZOES).expect(200);
        assertThat(listed.body().at("/devices/0/liveCodes").asInt()).isEqualTo(3);
        assertThat(listed.body().at("/devices/0/guessProbability").asDouble()).isBetween(2.9e-4, 3.0e-4);
        server.advance(MONTH.multipliedBy(6));
        assertThat(client().password("zoe", PASSWORD).body().at("/factors/0").has("liveCodes"))
                .as("told to whoever only has the password")
                .isFalse();
    }

    private Client auditor() {
        server.put("marla", "Allow", "sallyport:GetFobClocks");
        return signedIn("marla");
    }

    @Test
    void theReportNamesWhatFallsOutAndWhen() {
        Client auditor = auditor();
        assertThat(auditor.get(CLOCKS).expect(200).body().get("clocks")).isEmpty();
        Client.Answer all = auditor.get(CLOCKS + "?all=true").expect(200);
        assertThat(all.body().at("/clocks/0/serial").asText()).isEqualTo(SERIAL);
        assertThat(all.body().at("/clocks/0/user").asText()).isEqualTo("zoe");
        String out = all.body().at("/clocks/0/outOfWindowOn").asText();
        assertThat(out).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(auditor.get(CLOCKS + "?days=200")
                        .body()
                        .at("/clocks/0/findings/0")
                        .asText())
                .isEqualTo("FALLS_OUT");
        server.advance(MONTH.multipliedBy(5));
        assertThat(signedIn("marla")
                        .get(CLOCKS)
                        .body()
                        .at("/clocks/0/outOfWindowOn")
                        .asText())
                .as("the same day, now that it is near")
                .isEqualTo(out);
    }

    @Test
    void theReportNamesWhatJumpedAndWhatIsOutOfSpecification() {
        ppm = 9;
        for (int month = 0; month < 6; month++) {
            server.advance(MONTH);
            signIn(client()).expect(200);
        }
        Client auditor = auditor();
        assertThat(auditor.get(CLOCKS).expect(200).body().get("clocks")).isEmpty();
        Client.Answer strict = auditor.get(CLOCKS + "?ppm=5").expect(200);
        assertThat(strict.body().at("/clocks/0/findings").toString()).isEqualTo("[\"OUT_OF_SPEC\"]");
        assertThat(strict.body().at("/clocks/0/ratePpm").asDouble()).isBetween(8.0, 10.0);

        dropped = Duration.ofMinutes(5);
        String first = fob.press();
        server.advance(STEP);
        signInTwice(zoe, first, fob.press()).expect(200);
        Client.Answer jumped = signedIn("marla").get(CLOCKS).expect(200);
        assertThat(jumped.body().at("/clocks/0/findings").toString()).isEqualTo("[\"JUMPED\"]");
        assertThat(jumped.body().at("/clocks/0/jumpSeconds").asDouble()).isBetween(270.0, 330.0);
    }

    @Test
    void theReportNeedsItsPermissionAndRefusesWhatIsNoNumber() {
        signedIn("marla").get(CLOCKS).expect(403);
        client().get(CLOCKS).expect(401);
        Client auditor = auditor();
        for (String query : new String[] {"days=x", "days=12345", "ppm=-1", "all=false"}) {
            auditor.get(CLOCKS + "?" + query).expect(400);
        }
    }
}
