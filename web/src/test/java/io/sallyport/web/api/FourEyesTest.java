// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An account that wants two people for each code. */
class FourEyesTest extends HelpDeskServer {
    @Test
    void theSecondPersonGetsTheCodeThatTheFirstAskedFor() {
        fourEyes();
        Client dora = signedIn("dora");
        Client.Answer asked = dora.post(REQUESTS, object("user", "zoe", "reason", "left it in the train"))
                .expect(201);
        assertThat(asked.text("state")).isEqualTo("REQUESTED");
        assertThat(asked.body().has("code")).isFalse();
        String request = asked.text("id");

        Client dick = signedIn("dick");
        JsonNode open = dick.get(REQUESTS).expect(200).body().get("requests");
        assertThat(open).hasSize(1);
        assertThat(open.get(0).get("id").asText()).isEqualTo(request);
        assertThat(open.get(0).get("reason").asText()).isEqualTo("left it in the train");
        assertThat(open.get(0).get("requestedBy").asText()).endsWith(":user/dora");
        Client.Answer approved = approve(dick, request).expect(200);
        String code = approved.text("code");
        assertThat(approved.text("state")).isEqualTo("ISSUED");
        assertThat(dora.get(REQUESTS + "?state=all").http().body()).doesNotContain(code);
        assertThat(state(dick, request).body().has("code")).isFalse();

        signedInBy("zoe", code);
        assertThat(state(dora, request).text("decidedBy")).endsWith(":user/dick");
        assertThat(story(request))
                .containsExactly(
                        "RequestAccessCode",
                        "IssueAccessCode",
                        "ApproveAccessCode",
                        "CheckMfa",
                        "UseAccessCode",
                        "ConsoleLogin");
        assertUnknownToTheLog(code);
    }

    @Test
    void nobodyApprovesHerOwn() {
        fourEyes();
        Client dora = signedIn("dora");
        String request = ask(dora, "zoe").expect(201).text("id");
        assertThat(approve(dora, request).expect(403).code()).isEqualTo("AccessDenied");
        deny(dora, request).expect(403);
        assertThat(state(dora, request).text("state")).isEqualTo("REQUESTED");
        approve(signedIn("dick"), request).expect(200);
    }

    @Test
    void nobodyApprovesACodeForHerself() {
        fourEyes();
        String request = ask(signedIn("dora"), "dick").expect(201).text("id");
        Client client = client();
        // Dick has no device: he is asked for a code already, which nobody has.
        show(client, password(client, "dick"), "0000-0000-0000-0000").expect(403);
        staff("dan", "sallyport/SallyportHelpDesk");
        approve(signedIn("dan"), request).expect(200);
        ask(signedIn("dora"), "dora").expect(403);
    }

    @Test
    void whatIsDeniedWithdrawnDecidedOrTooLateIsOver() {
        fourEyes();
        Client dora = signedIn("dora");
        Client dick = signedIn("dick");
        String denied = ask(dora, "zoe").expect(201).text("id");
        assertThat(deny(dick, denied).expect(200).text("state")).isEqualTo("DENIED");
        String withdrawn = ask(dora, "zoe").expect(201).text("id");
        assertThat(dora.delete(REQUESTS + "/" + withdrawn).expect(200).text("state"))
                .isEqualTo("WITHDRAWN");
        String approved = ask(dora, "zoe").expect(201).text("id");
        approve(dick, approved).expect(200);
        String replaced = ask(dora, "marla").expect(201).text("id");
        String late = ask(dora, "marla").expect(201).text("id");
        assertThat(state(dora, replaced).text("state")).isEqualTo("REPLACED");
        server.advance(Duration.ofMinutes(60));
        assertThat(state(dora, late).text("state")).isEqualTo("EXPIRED");
        assertThat(dora.get(REQUESTS).body().get("requests")).isEmpty();
        for (String over : List.of(denied, withdrawn, approved, replaced, late)) {
            assertThat(approve(dick, over).expect(409).code()).isEqualTo("ConcurrentModification");
            deny(dick, over).expect(409);
        }
        dora.delete(REQUESTS + "/" + late).expect(409);
        approve(dick, "no-such-request").expect(404);
        assertThat(dora.get(REQUESTS + "?state=all").body().get("requests")).hasSize(5);
    }

    @Test
    void ofManyApprovalsAtOnceOneGetsACode() throws Exception {
        fourEyes();
        String request = ask(signedIn("dora"), "zoe").expect(201).text("id");
        List<Callable<Client.Answer>> approvals = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(16);
        List<Client> seconds = List.of(signedIn("dick"), signedIn("boss"));
        for (int i = 0; i < 16; i++) {
            Client second = client();
            second.holdCookie(seconds.get(i % 2).cookie());
            approvals.add(() -> {
                start.await();
                return approve(second, request);
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Client.Answer> answers = new ArrayList<>();
            for (Future<Client.Answer> one : pool.invokeAll(approvals)) {
                answers.add(one.get());
            }
            assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(15);
            assertThat(answers)
                    .filteredOn(answer -> answer.body().has("code"))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.status()).isEqualTo(200);
                        signedInBy("zoe", one.text("code"));
                    });
        } finally {
            pool.shutdownNow();
        }
    }
}
