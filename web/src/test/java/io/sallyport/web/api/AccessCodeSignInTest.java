// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.name.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a temporary access code opens, for whom, how often and how long. */
class AccessCodeSignInTest extends HelpDeskServer {
    @Test
    void aCodeOpensASessionThatMayOnlyEnrolADevice() {
        Client.Answer issued = ask(signedIn("dora"), "zoe").expect(201);
        assertThat(issued.text("state")).isEqualTo("ISSUED");
        assertThat(Instant.parse(issued.text("expiresAt")))
                .isEqualTo(server.clock().instant().plus(Duration.ofMinutes(15)));
        Client client = signedInBy("zoe", issued.text("code"));
        assertThat(client.get("/api/v1/session").body().at("/mayOnlyEnrol").asBoolean())
                .isTrue();
        server.put("zoe", "Allow", "*");
        client.get("/api/v1/webhooks").expect(403);
        client.delete("/api/v1/users/zoe/sessions").expect(403);
        Enrolled app = enrolApp(client, "zoe", "phone");

        server.advance(STEP);
        Client after = client();
        after.code(after.password("zoe", PASSWORD), app.serial(), app.app().code())
                .expect(200);
        after.get("/api/v1/webhooks").expect(200);
        String request = issued.text("id");
        assertThat(state(signedIn("dora"), request).text("enrolled")).isEqualTo(app.serial());
        assertThat(story(request))
                .containsExactly(
                        "IssueAccessCode",
                        "RequestAccessCode",
                        "CheckMfa",
                        "UseAccessCode",
                        "ConsoleLogin",
                        "EnableMFADevice");
        assertUnknownToTheLog(issued.text("code"));
    }

    @Test
    void whileOneIsOpenThePasswordAloneOpensNothing() {
        signedIn("zoe");
        String request = ask(signedIn("dora"), "zoe").expect(201).text("id");
        Client client = client();
        show(client, password(client, "zoe"), "0000-0000-0000-0000").expect(403);
        client.get("/api/v1/session").expect(401);
        signedIn("dora").delete(REQUESTS + "/" + request).expect(200);
        signedIn("zoe");
    }

    @Test
    void aPasswordGivenBeforeAndChangedAfterOpensNothingEither() {
        Client client = client();
        server.change(account -> account.loginProfiles()
                .requireChange(account.users().require(new UserName("zoe")).id(), true));
        Client.Answer due = client.password("zoe", PASSWORD).expect(200);
        assertThat(due.text("status")).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        ask(signedIn("dora"), "zoe").expect(201);
        client.post("/api/v1/signin/" + due.text("signin") + "/password", object("password", "another Horse 8"))
                .expect(404);
    }

    @Test
    void usedReplacedWithdrawnAndExpiredCodesAndOtherPeoplesAreRefusedAlike() {
        Client dora = signedIn("dora");
        String first = ask(dora, "zoe").expect(201).text("code");
        Client.Answer second = ask(dora, "zoe").expect(201);
        String marlas = ask(dora, "marla").expect(201).text("code");
        List<Client.Answer> refused = new ArrayList<>();
        Client client = client();
        refused.add(show(client, password(client, "zoe"), first));
        refused.add(show(client, password(client, "zoe"), marlas));
        Client other = client();
        Client.Answer waiting = password(other, "zoe");
        signedInBy("zoe", second.text("code"));
        refused.add(show(other, waiting, second.text("code")));
        Client.Answer third = ask(dora, "zoe").expect(201);
        Client.Answer step = password(client, "zoe");
        dora.delete(REQUESTS + "/" + third.text("id")).expect(200);
        refused.add(show(client, step, third.text("code")));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body().get("error"))
                    .isEqualTo(refused.get(0).body().get("error"));
        });

        ObjectNode short_ = object("user", "marla");
        short_.put("minutes", 1);
        String brief = dora.post(REQUESTS, short_).expect(201).text("code");
        Client marla = client();
        Client.Answer marlasStep = password(marla, "marla");
        server.advance(Duration.ofMinutes(1));
        show(marla, marlasStep, brief).expect(403);
        client.get("/api/v1/session").expect(401);
    }

    @Test
    void ofManyWhoShowItAtOnceOneIsLetIn() throws Exception {
        String code = ask(signedIn("dora"), "zoe").expect(201).text("code");
        List<Callable<Integer>> tries = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(16);
        for (int i = 0; i < 16; i++) {
            Client client = client();
            Client.Answer step = password(client, "zoe");
            tries.add(() -> {
                start.await();
                return show(client, step, code).status();
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> one : pool.invokeAll(tries)) {
                statuses.add(one.get());
            }
            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses)
                    .filteredOn(status -> status == 403 || status == 429)
                    .hasSize(15);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whoeverGuessesWaitsAndANewCodeIsANewBeginning() {
        Client dora = signedIn("dora");
        String code = ask(dora, "zoe").expect(201).text("code");
        Client client = client();
        Client.Answer step = password(client, "zoe");
        for (int i = 0; i < 5; i++) {
            show(client, step, "0000-0000-0000-000" + i).expect(403);
        }
        // She rests now, the right one too, and is not used up by it.
        show(client, step, code).expect(403);
        server.advance(Duration.ofSeconds(31));
        show(client, step, code).expect(200);
        for (int i = 0; i < 2; i++) {
            ask(dora, "marla").expect(201);
            Client marla = client();
            Client.Answer marlas = password(marla, "marla");
            for (int wrong = 0; wrong < 5; wrong++) {
                show(marla, marlas, "0000-0000-0000-000" + wrong).expect(403);
            }
        }
        signedInBy("marla", ask(dora, "marla").expect(201).text("code"));
    }

    @Test
    void whoHasADeviceStillMaySignInWithIt() {
        Enrolled app = enrolApp(signedIn("zoe"), "zoe", "phone");
        String code = ask(signedIn("dora"), "zoe").expect(201).text("code");
        server.advance(STEP);
        Client client = client();
        client.code(password(client, "zoe"), app.serial(), app.app().code()).expect(200);
        assertThat(client.get("/api/v1/session").body().at("/mayOnlyEnrol").asBoolean())
                .isFalse();
        signedInBy("zoe", code);
    }

    @Test
    void whereTheAccountWantsItTheFirstDeviceTakesACode() {
        signedIn("zoe");
        staff("boss", "AdministratorAccess");
        Client boss = signedIn("boss");
        put(boss, RULES, "{\"fourEyes\":false,\"firstDeviceByCode\":true,\"codeMinutes\":60}")
                .expect(200);
        Client client = client();
        show(client, password(client, "zoe"), "0000-0000-0000-0000").expect(403);
        Client.Answer issued = ask(boss, "zoe").expect(201);
        assertThat(Instant.parse(issued.text("expiresAt")))
                .isEqualTo(server.clock().instant().plus(Duration.ofHours(1)));
        signedInBy("zoe", issued.text("code"));
        // Root has no help desk.
        assertThat(client().post(
                                "/api/v1/signin",
                                object(
                                        "email",
                                        "root@example.org",
                                        "password",
                                        server.secrets().root().reveal()))
                        .expect(200)
                        .text("status"))
                .isNotEqualTo("FACTOR_REQUIRED");
    }

    @Test
    void rulesAndRequestsAreReadStrictly() {
        staff("boss", "AdministratorAccess");
        Client boss = signedIn("boss");
        for (String wrong : new String[] {
            "{}",
            "{\"fourEyes\":true}",
            "{\"fourEyes\":true,\"firstDeviceByCode\":true,\"codeMinutes\":0}",
            "{\"fourEyes\":true,\"firstDeviceByCode\":true,\"codeMinutes\":1441}",
            "{\"fourEyes\":true,\"firstDeviceByCode\":true,\"approvalMinutes\":-1}",
            "{\"fourEyes\":true,\"firstDeviceByCode\":true,\"compares\":\"NOTHING\"}"
        }) {
            assertThat(put(boss, RULES, wrong).expect(400).code()).as(wrong).isEqualTo("InvalidInput");
        }
        assertThat(boss.get(RULES).expect(200).body().toString())
                .isEqualTo("{\"fourEyes\":false,\"firstDeviceByCode\":false,\"compares\":\"ADMINISTRATION\","
                        + "\"codeMinutes\":15,\"approvalMinutes\":60}");
        boss.post(REQUESTS, object()).expect(400);
        ObjectNode minutes = object("user", "zoe");
        minutes.put("minutes", 1441);
        boss.post(REQUESTS, minutes).expect(400);
        boss.post(REQUESTS, object("user", "zoe", "reason", "two\nlines")).expect(400);
        ask(boss, "nobody").expect(404);
        boss.get(REQUESTS + "/no-such-request").expect(404);
        boss.delete(REQUESTS + "/no-such-request").expect(404);
        boss.get(REQUESTS + "?state=some").expect(400);
    }
}
