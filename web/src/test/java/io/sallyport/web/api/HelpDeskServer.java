// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UserName;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** A server whose help desk are Dora and Dick, with the policy that is made for them and nothing else. */
abstract class HelpDeskServer extends OneServer {
    static final String REQUESTS = "/api/v1/help-desk/requests";
    static final String RULES = "/api/v1/help-desk/rules";

    @BeforeEach
    void staffTheHelpDesk() {
        staff("dora", "sallyport/SallyportHelpDesk");
        staff("dick", "sallyport/SallyportHelpDesk");
    }

    /** Adds a user with one of the managed policies. */
    void staff(String user, String policy) {
        server.addUser(user, PASSWORD);
        attach(user, policy);
    }

    void attach(String user, String policy) {
        server.change(account -> account.policies()
                .attach(
                        account.users().require(new UserName(user)).id(),
                        Arn.parse("arn:aws:iam::aws:policy/" + policy)));
    }

    void fourEyes() {
        staff("boss", "AdministratorAccess");
        put(signedIn("boss"), RULES, "{\"fourEyes\":true,\"firstDeviceByCode\":false}")
                .expect(200);
    }

    static Client.Answer put(Client client, String path, String body) {
        return client.send(client.request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    static Client.Answer ask(Client operator, String user) {
        return operator.post(REQUESTS, object("user", user));
    }

    static Client.Answer approve(Client operator, String request) {
        return operator.post(REQUESTS + "/" + request + "/approval", object());
    }

    static Client.Answer deny(Client operator, String request) {
        return operator.post(REQUESTS + "/" + request + "/denial", object());
    }

    static Client.Answer state(Client operator, String request) {
        return operator.get(REQUESTS + "/" + request).expect(200);
    }

    /** The password of somebody who is then asked for a code, among others. */
    Client.Answer password(Client client, String user) {
        Client.Answer step = client.password(user, PASSWORD).expect(200);
        assertThat(step.text("status")).isEqualTo("FACTOR_REQUIRED");
        assertThat(step.body().get("factors").findValuesAsText("type")).contains("accessCode");
        return step;
    }

    static Client.Answer show(Client client, Client.Answer step, String code) {
        return client.post("/api/v1/signin/" + step.text("signin") + "/factor", object("accessCode", code));
    }

    /** A session that such a code opened. */
    Client signedInBy(String user, String code) {
        Client client = client();
        assertThat(show(client, password(client, user), code).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
        return client;
    }

    /** What the log tells of one request, the oldest first. */
    List<String> story(String request) {
        List<JsonNode> events = server.events();
        return IntStream.rangeClosed(1, events.size())
                .mapToObj(i -> events.get(events.size() - i))
                .filter(event -> event.toString().contains(request))
                .map(event -> event.get("eventName").asText())
                .toList();
    }

    /** Whether the log holds a code, however it is written. */
    void assertUnknownToTheLog(String code) {
        String log = server.events().toString().toUpperCase(Locale.ROOT);
        assertThat(log).doesNotContain(code).doesNotContain(code.replace("-", ""));
    }
}
