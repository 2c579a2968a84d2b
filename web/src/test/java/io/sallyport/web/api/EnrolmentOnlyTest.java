// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.DeviceChanges;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.RunningServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that the proof of an emergency opened, be it an administrator's or root's. */
class EnrolmentOnlyTest extends OneServer {
    private static final UniqueId ROOT = UniqueId.ofRoot(RunningServer.ACCOUNT);

    private UniqueId zoesId;

    @BeforeEach
    void makeZoeAnAdministrator() {
        UniqueId[] found = new UniqueId[1];
        server.change(account -> {
            found[0] = account.users().require(new UserName("zoe")).id();
            account.policies().attach(found[0], AccountSetup.ADMINISTRATOR_ACCESS);
        });
        zoesId = found[0];
    }

    private Client session(UniqueId owner) throws Exception {
        return session(this, owner);
    }

    static Client session(OneServer test, UniqueId owner) throws Exception {
        RunningServer server = test.server;
        String token = RunningServer.ACCOUNT + "-" + "x".repeat(42) + (owner.isRoot() ? "r" : "z");
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        MfaEvidence proof =
                MfaEvidence.recovery(new MfaSerial("test-proof"), server.clock().instant());
        server.change(account -> account.sessions()
                .add(new BrowserSession(
                        hash,
                        owner,
                        server.clock().instant(),
                        proof,
                        server.clock().instant().plus(BrowserSession.lifetime(proof)))));
        Client client = test.client();
        client.holdCookie(token);
        return client;
    }

    @Test
    void itEnrolsADeviceAndThatOneOpensAFullSession() throws Exception {
        Client emergency = session(zoesId);
        assertThat(emergency
                        .get("/api/v1/session")
                        .expect(200)
                        .body()
                        .get("mayOnlyEnrol")
                        .asBoolean())
                .isTrue();
        emergency.get("/api/v1/webhooks").expect(403);
        Enrolled phone = enrolApp(emergency, "zoe", "phone");
        emergency.get(ZOES).expect(200);
        emergency.get("/api/v1/webhooks").expect(403);
        emergency.delete(ZOES + "?serial=" + phone.serial()).expect(403);

        server.advance(STEP);
        Client.Answer step = zoe.password("zoe", PASSWORD);
        zoe.code(step, phone.serial(), phone.app().code()).expect(200);
        assertThat(zoe.get("/api/v1/session")
                        .expect(200)
                        .body()
                        .get("mayOnlyEnrol")
                        .asBoolean())
                .isFalse();
        zoe.get("/api/v1/webhooks").expect(200);
    }

    @Test
    void noDeviceShownWithinItLiftsIt() throws Exception {
        Client emergency = session(zoesId);
        enrolApp(emergency, "zoe", "phone");
        server.advance(STEP);
        Client.Answer refused =
                emergency.post("/api/v1/session/factor", object()).expect(403);
        assertThat(refused.code()).isEqualTo("AccessDenied");
        emergency.get("/api/v1/session?max_age=900").expect(403);
    }

    @Test
    void itEndsWhenItIsOfNoUseAnyMore() throws Exception {
        assertThat(BrowserSession.ENROLMENT_LIFETIME).isEqualTo(DeviceChanges.FRESH);
        Client emergency = session(zoesId);
        server.advance(DeviceChanges.FRESH.minusSeconds(1));
        emergency.post(ZOES, object("type", "key")).expect(201);
        server.advance(STEP);
        emergency.get("/api/v1/session").expect(401);
    }

    @Test
    void itStandsWhereSessionsEndWithTheirDevice() throws Exception {
        server.change(account -> account.settings().setSessionsEndWithDevice(true));
        session(zoesId).get("/api/v1/session").expect(200);
    }

    @Test
    void aDenialSaysWhy() throws Exception {
        Client.Answer refused = session(ROOT).get("/api/v1/webhooks").expect(403);
        assertThat(refused.body().at("/error/message").asText())
                .isEqualTo(
                        "User: arn:aws:iam::051826736434:root is not authorized to perform: sallyport:ListWebhooks on"
                                + " resource: * with an explicit deny in a session policy. This session may only enrol a new"
                                + " device: sign in with that one for anything else.");
    }
}
