// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.web.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log tells of people: how they came in, with what, what they did about their devices, and who did not. */
class RecordedSignInsTest extends OneServer {
    private List<JsonNode> events() {
        return server.events();
    }

    private List<String> told(int count) {
        return events().subList(0, count).stream()
                .map(event -> event.get("eventName").asText() + (event.hasNonNull("errorMessage") ? " refused" : ""))
                .toList();
    }

    @Test
    void aSignInIsTold() {
        signedIn("zoe");
        JsonNode event = events().get(0);
        assertThat(event.get("eventName").asText()).isEqualTo("ConsoleLogin");
        assertThat(event.get("eventSource").asText()).isEqualTo("signin.amazonaws.com");
        assertThat(event.get("eventType").asText()).isEqualTo("AwsConsoleSignIn");
        assertThat(event.at("/userIdentity/type").asText()).isEqualTo("IAMUser");
        assertThat(event.at("/userIdentity/userName").asText()).isEqualTo("zoe");
        assertThat(event.at("/userIdentity/arn").asText()).isEqualTo("arn:aws:iam::051826736434:user/zoe");
        assertThat(event.get("responseElements").toString()).isEqualTo("{\"ConsoleLogin\":\"Success\"}");
        assertThat(event.at("/additionalEventData/MFAUsed").asText()).isEqualTo("No");
        assertThat(event.get("sourceIPAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(event.get("userAgent").asText()).startsWith("Java-http-client");
    }

    @Test
    void aWrongPasswordIsToldAndAnUnknownNameIsNotRepeated() {
        zoe.password("zoe", "wrong").expect(403);
        JsonNode wrong = events().get(0);
        assertThat(wrong.get("errorMessage").asText()).isEqualTo("Failed authentication");
        assertThat(wrong.get("responseElements").toString()).isEqualTo("{\"ConsoleLogin\":\"Failure\"}");
        assertThat(wrong.at("/userIdentity/userName").asText()).isEqualTo("zoe");

        zoe.password("a-password-in-the-wrong-field", PASSWORD).expect(403);
        JsonNode unknown = events().get(0);
        assertThat(unknown.at("/userIdentity/userName").asText()).isEqualTo("HIDDEN_DUE_TO_SECURITY_REASONS");
        assertThat(unknown.toString()).doesNotContain("a-password-in-the-wrong-field");

        int before = events().size();
        zoe.post("/api/v1/signin", Client.object("account", "nowhere", "user", "zoe", "password", "x"))
                .expect(403);
        assertThat(events()).hasSize(before);
        zoe.post("/api/v1/signin", Client.object("email", RunningServer.ROOT_EMAIL, "password", "wrong"))
                .expect(403);
        assertThat(events().get(0).at("/userIdentity/type").asText()).isEqualTo("Root");
    }

    @Test
    void factorsAndDevicesAreTold() {
        Client client = signedIn("zoe");
        Enrolled enrolled = enrolApp(client, "zoe", "phone");
        assertThat(told(3)).containsExactly("EnableMFADevice", "StartMFADevice", "ConsoleLogin");
        JsonNode enabled = events().get(0);
        assertThat(enabled.get("eventSource").asText()).isEqualTo("sallyport");
        assertThat(enabled.get("sessionCredentialFromConsole").asText()).isEqualTo("true");
        assertThat(enabled.at("/requestParameters/serialNumber").asText()).isEqualTo(enrolled.serial());
        assertThat(enabled.get("requestParameters").has("code1")).isFalse();
        assertThat(enabled.at("/userIdentity/sessionContext/attributes/mfaAuthenticated")
                        .asText())
                .isEqualTo("false");

        server.advance(STEP);
        Client other = client();
        Client.Answer step = other.password("zoe", PASSWORD);
        other.code(step, enrolled.serial(), "000000").expect(403);
        other.code(step, enrolled.serial(), enrolled.app().code()).expect(200);
        assertThat(told(3)).containsExactly("ConsoleLogin", "CheckMfa", "CheckMfa refused");
        assertThat(events().get(0).at("/additionalEventData/MFAUsed").asText()).isEqualTo("Yes");
        assertThat(events().get(0).at("/additionalEventData/MFAIdentifier").asText())
                .isEqualTo(enrolled.serial());

        client.delete(ZOES + "?serial=" + enrolled.serial()).expect(403);
        other.delete(ZOES + "?serial=" + enrolled.serial()).expect(204);
        other.delete("/api/v1/session").expect(204);
        assertThat(told(3)).containsExactly("Logout", "DeactivateMFADevice", "DeactivateMFADevice refused");
        assertThat(events().get(0)
                        .at("/userIdentity/sessionContext/attributes/mfaAuthenticated")
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void aNewPasswordAtSignInIsTold() {
        String given = server.secrets().administrator().reveal();
        Client.Answer step = zoe.password(RunningServer.ADMINISTRATOR, given).expect(200);
        String path = "/api/v1/signin/" + step.text("signin") + "/password";
        zoe.post(path, Client.object("password", "short")).expect(400);
        zoe.post(path, Client.object("password", "Another good 1")).expect(200);
        assertThat(told(3)).containsExactly("ConsoleLogin", "PasswordUpdated", "PasswordUpdated refused");
        assertThat(events().toString()).doesNotContain("Another good 1").doesNotContain(given);
    }

    @Test
    void whatWasDeniedIsToldAlsoWhenItWasARead() {
        Client marla = signedIn("marla");
        marla.get(ZOES).expect(403);
        assertThat(told(1)).containsExactly("ListMFADevices refused");
        assertThat(events().get(0).get("readOnly").asBoolean()).isTrue();
        marla.delete("/api/v1/account/password-profile").expect(403);
        assertThat(told(1)).containsExactly("DeletePasswordProfile refused");
        int before = events().size();
        marla.get("/api/v1/users/marla/devices").expect(200);
        assertThat(events()).hasSize(before);
    }
}
