// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do which step: by the policies that are made for it, attached to people who have nothing else. */
class HelpDeskPoliciesTest extends HelpDeskServer {
    private static final String SESSIONS = "/api/v1/users/zoe/sessions";

    private int fobs;

    @BeforeEach
    void staffTheOthers() {
        staff("olga", "sallyport/SallyportOperator");
        staff("adam", "sallyport/SallyportAuditor");
        staff("boss", "AdministratorAccess");
    }

    private Client.Answer importFob(Client client) {
        String csv = "GAHT0000000" + ++fobs + ",3132333435363738393031323334353637383930,TOTP,6,30\n";
        return client.send(client.request("/api/v1/fobs").POST(HttpRequest.BodyPublishers.ofString(csv)));
    }

    private static int report(Client client) throws Exception {
        return HttpClient.newHttpClient()
                .send(client.request("/api/v1/reports/devices").GET().build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** A request of the administrator's to decide about. */
    private String asked(String user) {
        return ask(signedIn("boss"), user).expect(201).text("id");
    }

    private void assertOnlyFor(String allowed, int status, Function<Client, Client.Answer> step) {
        Map<String, Integer> statuses = new LinkedHashMap<>();
        for (String user : new String[] {"dora", "olga", "adam", "tess"}) {
            statuses.put(user, step.apply(signedIn(user)).status());
        }
        assertThat(statuses)
                .allSatisfy((user, seen) -> assertThat(seen).as(user).isEqualTo(allowed.contains(user) ? status : 403));
    }

    @Test
    void eachMayDoWhatIsHersAndNothingElse() throws Exception {
        server.addUser("tess", PASSWORD);
        assertOnlyFor("dora olga", 201, client -> ask(client, "zoe"));
        assertOnlyFor("dora olga adam", 200, client -> client.get(REQUESTS));
        assertOnlyFor("dora olga adam", 200, client -> client.get(RULES));
        assertOnlyFor("dora olga", 200, client -> client.delete(REQUESTS + "/" + asked("zoe")));
        assertOnlyFor("nobody", 200, client -> put(client, RULES, "{\"fourEyes\":false,\"firstDeviceByCode\":false}"));
        assertOnlyFor("dora", 200, client -> client.delete(SESSIONS));
        assertOnlyFor("dora olga adam", 200, client -> client.get(ZOES));
        assertOnlyFor("dora olga", 204, client -> client.post(ZOES + "/release", object()));
        assertOnlyFor("dora adam", 200, client -> client.get("/api/v1/users/zoe/recovery-codes"));
        assertOnlyFor("olga", 201, this::importFob);
        assertThat(report(signedIn("olga"))).isEqualTo(200);
        assertThat(report(signedIn("adam"))).isEqualTo(200);
        assertThat(report(signedIn("dora"))).isEqualTo(403);
        assertOnlyFor("adam", 200, client -> client.get("/api/v1/webhooks"));
        assertOnlyFor("adam", 200, client -> client.get("/api/v1/account/session-rules"));
        assertOnlyFor(
                "nobody", 200, client -> put(client, "/api/v1/account/session-rules", "{\"endWithDevice\":true}"));
        put(signedIn("boss"), RULES, "{\"fourEyes\":true,\"firstDeviceByCode\":false}")
                .expect(200);
        assertOnlyFor("dora", 200, client -> approve(client, asked("zoe")));
        assertOnlyFor("dora", 200, client -> deny(client, asked("zoe")));
        client().get(REQUESTS).expect(401);
        client().post(REQUESTS, object("user", "zoe")).expect(401);
    }

    @Test
    void onlyTheHelpDeskTakesDevicesAwayOrGoesRoundThem() {
        Enrolled app = enrolApp(signedIn("zoe"), "zoe", "phone");
        assertOnlyForLoss("olga", app.serial(), 403);
        assertOnlyForLoss("adam", app.serial(), 403);
        // Round a device that is not lost: as good as taking it.
        ask(signedIn("olga"), "zoe").expect(403);
        ask(signedIn("dora"), "zoe").expect(201);
        signedIn("olga").delete(ZOES + "?serial=" + app.serial()).expect(403);
        assertOnlyForLoss("dora", app.serial(), 201);
        assertThat(signedIn("dora").get(ZOES).body().get("devices")).isEmpty();
    }

    private void assertOnlyForLoss(String user, String serial, int status) {
        signedIn(user).post(REQUESTS, object("user", "zoe", "lost", serial)).expect(status);
    }

    @Test
    void aDeniedStepIsOnRecordAndSaysNothingOfWhoExists() {
        Client adam = signedIn("adam");
        String known = ask(adam, "zoe").expect(403).body().at("/error/message").asText();
        String unknown =
                ask(adam, "nobody").expect(403).body().at("/error/message").asText();
        assertThat(unknown).isEqualTo(known.replace("user/zoe", "user/nobody"));
        assertThat(server.events().get(0).at("/eventName").asText()).isEqualTo("RequestAccessCode");
        assertThat(server.events().get(0).at("/errorCode").asText()).isEqualTo("AccessDenied");
        assertThat(server.events().get(0).at("/userIdentity/userName").asText()).isEqualTo("adam");
        approve(adam, "no-such-request").expect(403);
        assertThat(server.events().get(0).at("/eventName").asText()).isEqualTo("ApproveAccessCode");
    }

    @Test
    void aWidenedPolicyReachesNoFurtherThanItsResources() {
        server.putStatements(
                "marla",
                "{\"Effect\":\"Allow\",\"Action\":\"sallyport:*AccessCode*\","
                        + "\"Resource\":\"arn:aws:iam::051826736434:user/tess\"}");
        server.addUser("tess", PASSWORD);
        ask(signedIn("marla"), "tess").expect(201);
        ask(signedIn("marla"), "zoe").expect(403);
        signedIn("marla").delete(REQUESTS + "/" + asked("zoe")).expect(403);
        signedIn("marla").get(REQUESTS).expect(403);
    }
}
