// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Fob;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeviceReportTest extends OneServer {
    private static final String PATH = "/api/v1/reports/devices";
    private static final String NAMES =
            "type,serial,user,arn,aaguid,model,attestation,firmware,enrolled,last_used," + "clock_offset_seconds,state";
    private static final String USER = "arn:aws:iam::" + RunningServer.ACCOUNT + ":user/";

    private static HttpResponse<String> get(Client client) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(client.request(PATH).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The lines after the first, each without its end. */
    private List<String> lines(Client client) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(client);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8; header=present");
        assertThat(answer.body()).startsWith(NAMES + "\r\n").endsWith("\r\n");
        return Pattern.compile("\r\n").splitAsStream(answer.body()).skip(1).toList();
    }

    private Client auditor() {
        server.put("marla", "Allow", "sallyport:GetDeviceReport");
        return signedIn("marla");
    }

    private CodeDevice stock(String serial) {
        CodeDevice fob = CodeDevice.newFob(new MfaSerial(serial), OtpParameters.STANDARD, 0);
        server.stock(fob, OtpSeed.of(new byte[20]));
        return fob;
    }

    @Test
    void rootsDevicesComeFirstThenUsersThenThoseInStock() throws Exception {
        Client auditor = auditor();
        Enrolled app = enrolApp(signedIn("zoe"), "zoe", "phone");
        Instant enrolled = server.clock().instant();
        server.advance(STEP);
        Instant used = server.clock().instant();
        zoe.code(zoe.password("zoe", PASSWORD), app.serial(), app.app().code()).expect(200);
        enrolKey(zoe, securityKey(), "blue");
        CodeDevice roots = stock("ROOTS0000001");
        stock("GAHT00000002");
        server.change(account -> account.mfaDevices()
                .assign(roots, UniqueId.ofRoot(account.id()), server.clock().instant()));

        List<String> lines = lines(auditor);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo("fob,ROOTS0000001,<root_account>,arn:aws:iam::" + RunningServer.ACCOUNT
                        + ":root,N/A,N/A,N/A,N/A," + used + ",no_information,0,enabled");
        assertThat(lines.get(1))
                .isEqualTo("app," + app.serial() + ",zoe," + USER + "zoe,N/A,N/A,N/A,N/A," + enrolled + "," + used
                        + ",0,enabled");
        assertThat(lines.get(2))
                .startsWith("key,arn:aws:iam::" + RunningServer.ACCOUNT + ":u2f/user/zoe/blue,")
                .contains(",zoe," + USER + "zoe,")
                .matches(".*,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12},no_information,not_verified,no_information,"
                        + used + ",no_information,N/A,enabled");
        assertThat(lines.get(3)).isEqualTo("fob,GAHT00000002,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,0,unassigned");
    }

    @Test
    void aLostFobIsLost() throws Exception {
        CodeDevice fob = stock("GAHT00000001");
        server.change(account -> account.mfaDevices()
                .assign(fob, UniqueId.ofRoot(account.id()), server.clock().instant()));
        server.change(account -> {
            MfaDevices devices = account.mfaDevices();
            devices.unassign(
                    devices.lock(fob.serial()).orElseThrow(),
                    FobState.LOST,
                    server.clock().instant(),
                    null);
        });
        assertThat(lines(auditor())).singleElement().asString().endsWith(",lost");
    }

    @Test
    void whatAClockWasFoundToBeOffIsTold() throws Exception {
        TokenSeed seed = SeedFile.oathCsv(
                        new StringReader("GAHT12345678,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30\n"))
                .get(0);
        server.stock(CodeDevice.newFob(new MfaSerial(seed.serial()), seed.parameters(), 0), seed.seed());
        // Some five minutes slow by now.
        Fob fob =
                Fob.drifting(seed, server.clock(), -2, server.clock().instant().minus(Duration.ofDays(1826)));
        Client client = signedIn("zoe");
        String first = fob.press();
        server.advance(STEP);
        client.post(ZOES, object("type", "fob", "serial", "GAHT12345678", "code1", first, "code2", fob.press()))
                .expect(201);
        String line = lines(auditor()).get(0);
        assertThat(line).startsWith("fob,GAHT12345678,zoe,");
        assertThat(Integer.parseInt(line.split(",", -1)[10]))
                .isBetween(-345, -285)
                .isNotZero();
    }

    @Test
    void aDeviceThatRestsIsLocked() throws Exception {
        Enrolled app = enrolApp(signedIn("zoe"), "zoe", "phone");
        server.change(account -> {
            MfaDevices devices = account.mfaDevices();
            devices.failed(
                    devices.lock(new MfaSerial(app.serial())).orElseThrow(),
                    server.clock().instant().plusSeconds(60));
        });
        Client auditor = auditor();
        assertThat(lines(auditor).get(0)).endsWith(",locked");
        server.advance(Duration.ofMinutes(2));
        assertThat(lines(auditor).get(0)).endsWith(",enabled");
    }

    @Test
    void whatASpreadsheetWouldRunIsMadeHarmlessAndCommasAreQuoted() throws Exception {
        stock("=1+cmd,12345");
        server.addUser("@SUM,zoe", PASSWORD);
        CodeDevice hers = stock("+12345678");
        server.change(account -> account.mfaDevices()
                .assign(
                        hers,
                        account.users().require(new UserName("@SUM,zoe")).id(),
                        server.clock().instant()));
        assertThat(lines(auditor()))
                .containsExactly(
                        "fob,'+12345678,\"'@SUM,zoe\",\"" + USER + "@SUM,zoe\",N/A,N/A,N/A,N/A,"
                                + server.clock().instant() + ",no_information,0,enabled",
                        "fob,\"'=1+cmd,12345\",N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,0,unassigned");
    }

    @Test
    void itIsOnlyForThoseWhoMayHaveIt() throws Exception {
        assertThat(get(signedIn("zoe")).statusCode()).isEqualTo(403);
        List<Event> events = new ArrayList<>();
        server.change(account -> events.addAll(account.events().lookup(EventQuery.newest(50))));
        assertThat(events)
                .as("denials are on record")
                .filteredOn(event -> event.facts().name().equals("GetDeviceReport"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.json().path("errorCode").asText()).isEqualTo("AccessDenied"));
        assertThat(get(client()).statusCode()).isEqualTo(401);
    }
}
