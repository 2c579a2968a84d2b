// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import io.sallyport.hardware.ctap.SecurityKey;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Of {@code core.account.MfaTruthTableTest} the browser's sessions, without and with MFA, through the JSON API. */
class ConsoleMfaConditionsTest extends OneServer {
    private static final String MARLAS = "/api/v1/users/marla/devices";

    @Test
    void aBrowsersSessionSaysWhetherThereWasMfa() {
        Client without = signedIn("zoe");
        Enrolled enrolled = enrolApp(without, "zoe", "phone");
        server.advance(STEP);
        Client with = client();
        with.code(
                        with.password("zoe", PASSWORD),
                        enrolled.serial(),
                        enrolled.app().code())
                .expect(200);
        server.advance(Duration.ofMinutes(5));

        check(without, with, "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}", ".+", "+x");
        check(without, with, "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}", "+.", "x+");
        check(without, with, "\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"true\"}", ".+", "+x");
        check(without, with, "\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}", "+.", "x+");
        check(without, with, "\"Null\":{\"aws:MultiFactorAuthPresent\":\"true\"}", "..", "++");
        check(without, with, "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"301\"}", ".+", "+x");
        check(without, with, "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"300\"}", "..", "++");
        check(without, with, "\"StringEquals\":{\"sallyport:MfaMethod\":\"totp\"}", ".+", "+x");
        check(without, with, "\"StringEquals\":{\"sallyport:MfaMethod\":\"fido\"}", "..", "++");
    }

    private void check(Client without, Client with, String condition, String allow, String deny) {
        String statement = "\"Action\":\"iam:ListMFADevices\",\"Resource\":\"*\"";
        String conditional = statement + ",\"Condition\":{" + condition + "}";
        server.putStatements("zoe", "{\"Effect\":\"Allow\"," + conditional + "}");
        assertThat(outcome(without) + outcome(with)).as("Allow if " + condition).isEqualTo(allow);
        server.putStatements(
                "zoe", "{\"Effect\":\"Allow\"," + statement + "},{\"Effect\":\"Deny\"," + conditional + "}");
        assertThat(outcome(without) + outcome(with)).as("Deny if " + condition).isEqualTo(deny);
    }

    private static String outcome(Client client) {
        Client.Answer answer = client.get(MARLAS);
        if (answer.status() == 200) {
            return "+";
        }
        answer.expect(403);
        return answer.body().at("/error/message").asText().contains("explicit deny") ? "x" : ".";
    }

    @Test
    void registeringAKeyTellsItsStep() throws IOException {
        server.putStatements(
                "zoe",
                "{\"Effect\":\"Deny\",\"Action\":\"iam:EnableMFADevice\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"iam:RegisterSecurityKey\":\"Create\"}}}");
        Client client = signedIn("zoe");
        assertThat(client.post(ZOES, Client.object("type", "key")).expect(403).code())
                .isEqualTo("AccessDenied");
        client.post(ZOES, Client.object("type", "app", "name", "phone")).expect(201);

        server.putStatements(
                "zoe",
                "{\"Effect\":\"Deny\",\"Action\":\"iam:EnableMFADevice\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"iam:RegisterSecurityKey\":\"Activate\"}}}");
        try (SecurityKey key = securityKey()) {
            Client.Answer begun =
                    client.post(ZOES, Client.object("type", "key")).expect(201);
            String made = key.register(
                    begun.body().get("publicKey").toString(), server.origin().toString());
            Client.Answer refused = client.post(
                            ZOES + "/activation",
                            Client.with(
                                    Client.object("registration", begun.text("registration"), "name", "blue"),
                                    "credential",
                                    made))
                    .expect(403);
            assertThat(refused.code()).isEqualTo("AccessDenied");
        }
    }
}
