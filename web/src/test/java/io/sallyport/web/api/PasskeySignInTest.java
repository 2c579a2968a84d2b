// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.name.UserName;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.fido.fault.Operation;
import io.sallyport.simulators.fido.fault.When;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Signing in by a passkey alone, over the JSON API, with a simulated key that has a PIN. */
class PasskeySignInTest extends PasskeyServer {
    @Test
    void itSignsInAloneWithMfa() {
        assertThat(enrol(signedIn("zoe"), ZOES, true).body().at("/key/passkey").asBoolean())
                .isTrue();
        Client.Answer begun = begin();
        assertThat(begun.text("status")).isEqualTo("FACTOR_REQUIRED");
        Client client = client();
        assertThat(finish(client, begun, answer(begun)).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
        JsonNode session = client.get("/api/v1/session").expect(200).body();
        assertThat(session.get("user").asText()).isEqualTo("zoe");
        assertThat(session.at("/mfa/method").asText()).isEqualTo("fido");
        JsonNode login = events("ConsoleLogin").get(0);
        assertThat(login.at("/additionalEventData/MFAUsed").asText()).isEqualTo("Yes");
    }

    @Test
    void itIsASecondFactorToo() {
        enrol(signedIn("zoe"), ZOES, true);
        Client client = client();
        Client.Answer step = client.password("zoe", PASSWORD).expect(200);
        client.post(
                        "/api/v1/signin/" + step.text("signin") + "/factor",
                        Client.with(Client.object(), "credential", answer(step)))
                .expect(200);
    }

    @Test
    void aChallengeIsUsedOnceAndExpires() {
        enrol(signedIn("zoe"), ZOES, true);
        Client.Answer begun = begin();
        String answer = answer(begun);
        finish(client(), begun, answer).expect(200);
        assertThat(finish(client(), begun, answer).expect(403).code()).isEqualTo("AccessDenied");
        Client.Answer late = begin();
        String lateAnswer = answer(late);
        server.advance(Ceremony.LIFETIME);
        finish(client(), late, lateAnswer).expect(403);
    }

    @Test
    void aChallengeIsUsedOnceHoweverItsIdIsSpelled() {
        // A key that does not count, as those that are synced: no counter gives the second use away.
        simulated.faults().inject(Fault.COUNTER_ZERO, When.always());
        enrol(signedIn("zoe"), ZOES, true);
        Client.Answer begun = begin();
        String id = begun.text("signin");
        String answer = answer(begun);
        finish(client(), id, answer).expect(200);
        for (String other : spellings(id)) {
            assertThat(Base64.getUrlDecoder().decode(other))
                    .isEqualTo(Base64.getUrlDecoder().decode(id));
            assertThat(finish(client(), other, answer).expect(403).code()).isEqualTo("AccessDenied");
        }
    }

    /** Others that decode alike: padded, and with another last character, which holds bits that nobody reads. */
    private static List<String> spellings(String id) {
        int padding = (4 - id.length() % 4) % 4;
        assertThat(padding).as("there is another spelling").isPositive();
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = id.length() - 1;
        return List.of(
                id + "=".repeat(padding),
                id.substring(0, last) + alphabet.charAt(alphabet.indexOf(id.charAt(last)) + 1));
    }

    @Test
    void anAlteredOrForeignIdIsRefusedAsAnyOther() {
        enrol(signedIn("zoe"), ZOES, true);
        Client.Answer begun = begin();
        String answer = answer(begun);
        String id = begun.text("signin");
        String altered = id.substring(0, 20) + (id.charAt(20) == 'A' ? 'B' : 'A') + id.substring(21);
        for (String other : List.of(altered, "x", "AAAA", "A".repeat(id.length()))) {
            assertThat(finish(client(), other, answer).expect(403).code()).isEqualTo("AccessDenied");
        }
        finish(client(), id, answer).expect(200);
    }

    @Test
    void whatWasBegunIsFinishedOnceAfterARestart() throws IOException {
        enrol(signedIn("zoe"), ZOES, true);
        Client.Answer begun = begin();
        String answer = answer(begun);
        server.restart();
        finish(client(), begun, answer).expect(200);
        server.restart();
        finish(client(), begun, answer).expect(403);
    }

    @Test
    void anotherSignInsAnswerIsRefusedAndSaysSoInTheLogOnly() {
        enrol(signedIn("zoe"), ZOES, true);
        Client.Answer begun = begin();
        Client.Answer other = begin();
        Client.Answer refused = finish(client(), other, answer(begun)).expect(403);
        assertThat(refused.body().toString()).doesNotContain("challenge");
        assertThat(reason()).isEqualTo("challenge");
        assertThat(events("ConsoleLogin").get(0).path("errorMessage").asText()).isNotEmpty();
    }

    /** The library cannot even read this one's flags. */
    @Test
    void anAnswerThatCannotBeReadIsRefusedAsAnyOther() {
        enrol(signedIn("zoe"), ZOES, true);
        Client.Answer begun = begin();
        simulated.faults().inject(Fault.BS_FLIPPED, When.next(Operation.ASSERTION));
        String unreadable = answer(begun);
        simulated.faults().clear();
        assertThat(finish(client(), begun, unreadable).expect(403).code()).isEqualTo("AccessDenied");
        assertThat(reason()).isEqualTo("backup-state");
        assertThat(events("ConsoleLogin").get(0).path("errorMessage").asText()).isNotEmpty();
        // Its challenge is used up.
        finish(client(), begun, answer(begun)).expect(403);
        Client.Answer again = begin();
        finish(client(), again, answer(again)).expect(200);
    }

    @Test
    void aSecondFactorDoesNotSignInAlone() {
        enrol(signedIn("zoe"), ZOES, false);
        // The key keeps credentials of second factors outside of itself; so it is asked for by its id.
        Client.Answer step = zoe.password("zoe", PASSWORD);
        String id = step.body().at("/publicKey/allowCredentials/0/id").asText();
        Client.Answer begun = begin();
        String narrowed = begun.body()
                .get("publicKey")
                .toString()
                .replaceFirst("\\{", "{\"allowCredentials\":[{\"type\":\"public-key\",\"id\":\"" + id + "\"}],");
        // Such a key tells no handle; with hers only its not being a passkey is left.
        ObjectNode answer = (ObjectNode)
                Client.parse(key.authenticate(narrowed, server.origin().toString()));
        ((ObjectNode) answer.get("response")).put("userHandle", handle(id("zoe")));
        finish(client(), begun, answer.toString()).expect(403);
        assertThat(reason()).isEqualTo("unknown-credential");
    }

    private static String handle(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
    }

    private String reason() {
        return events("CheckMfa").get(0).at("/additionalEventData/reason").asText();
    }

    @Test
    void rootsSignsInAlone() {
        enrol(signedInAsRoot(), ROOTS, true);
        Client.Answer begun = begin();
        String answer = answer(begun);
        Client client = client();
        finish(client, begun, answer).expect(200);
        JsonNode session = client.get("/api/v1/session").expect(200).body();
        assertThat(session.get("user").isNull()).isTrue();
        assertThat(session.get("arn").asText()).isEqualTo("arn:aws:iam::051826736434:root");
        assertThat(session.at("/mfa/method").asText()).isEqualTo("fido");
        finish(client(), begun, answer).expect(403);
    }

    @Test
    void anAnswerWithoutAHandleIsRefusedAsAnyOther() {
        enrol(signedIn("zoe"), ZOES, true);
        for (String handle : new String[] {"\"\"", "null"}) {
            Client.Answer begun = begin();
            ObjectNode answer = (ObjectNode) Client.parse(answer(begun));
            ((ObjectNode) answer.get("response")).set("userHandle", Client.parse(handle));
            assertThat(finish(client(), begun, answer.toString()).expect(403).code())
                    .isEqualTo("AccessDenied");
        }
    }

    @Test
    void anotherUsersPasskeyWithHerHandleDoesNot() {
        enrol(signedIn("zoe"), ZOES, true);
        String zoes = Client.parse(answer(begin())).at("/id").asText();
        enrol(signedIn("marla"), "/api/v1/users/marla/devices", true);
        Client.Answer begun = begin();
        ObjectNode marlas = marlas(begun, zoes);
        assertThat(marlas.at("/response/userHandle").asText()).isEqualTo(handle(id("marla")));
        ((ObjectNode) marlas.get("response")).put("userHandle", handle(id("zoe")));
        assertThat(finish(client(), begun, marlas.toString()).expect(403).code())
                .isEqualTo("AccessDenied");
        assertThat(reason()).isEqualTo("unknown-credential");
        // With its id swapped too, it is a signature of another key.
        Client.Answer again = begin();
        ObjectNode asHers = marlas(again, zoes);
        asHers.put("id", zoes).put("rawId", zoes);
        ((ObjectNode) asHers.get("response")).put("userHandle", handle(id("zoe")));
        finish(client(), again, asHers.toString()).expect(403);
        assertThat(reason()).isEqualTo("signature");
        Client.Answer hers = begin();
        finish(client(), hers, marlas(hers, zoes).toString()).expect(200);
    }

    /** The answer of the passkey on this key that is not that one. */
    private ObjectNode marlas(Client.Answer begun, String zoes) {
        holder.choose(0);
        JsonNode answer = Client.parse(answer(begun));
        if (answer.at("/id").asText().equals(zoes)) {
            holder.choose(1);
            answer = Client.parse(answer(begun));
        }
        return (ObjectNode) answer;
    }

    @Test
    void withoutVerificationOfItsUserItDoesNot() {
        enrol(signedIn("zoe"), ZOES, true);
        simulated.faults().inject(Fault.UV_FLIPPED, When.next(Operation.ASSERTION));
        Client.Answer begun = begin();
        finish(client(), begun, answer(begun)).expect(403);
        assertThat(reason()).isEqualTo("user-not-verified");
    }

    @Test
    void anotherUsersHandleDoesNot() {
        enrol(signedIn("zoe"), ZOES, true);
        Client.Answer begun = begin();
        String answer = answer(begun);
        String handle = Client.parse(answer).at("/response/userHandle").asText();
        for (String other : List.of(
                id("marla"),
                "AIDA" + "A".repeat(17),
                "000000000000",
                "051826736434",
                "abcdefghijkl",
                "AIDA" + "7".repeat(17),
                "?")) {
            String others = answer.replace(handle, handle(other));
            assertThat(others).isNotEqualTo(answer);
            assertThat(finish(client(), begun, others).expect(403).code()).isEqualTo("AccessDenied");
        }
        // It was used up by the first of them.
        finish(client(), begun, answer).expect(403);
        Client.Answer again = begin();
        finish(client(), again, answer(again)).expect(200);
    }

    private String id(String user) {
        AtomicReference<String> id = new AtomicReference<>();
        server.change(account ->
                id.set(account.users().require(new UserName(user)).id().value()));
        return Objects.requireNonNull(id.get());
    }

    @Test
    void whoHasNoPasswordHasNoAccessAndOneThatIsDueIsDue() {
        enrol(signedIn("zoe"), ZOES, true);
        server.change(account -> account.loginProfiles()
                .requireChange(account.users().require(new UserName("zoe")).id(), true));
        Client.Answer begun = begin();
        assertThat(finish(client(), begun, answer(begun)).expect(200).text("status"))
                .isEqualTo("PASSWORD_CHANGE_REQUIRED");
        server.change(account -> account.loginProfiles()
                .remove(account.users().require(new UserName("zoe")).id(), 0));
        Client.Answer again = begin();
        finish(client(), again, answer(again)).expect(403);
    }

    @Test
    void theBeginIsTheSameForEverybodyAndStoresNothing() {
        Client.Answer one = begin();
        assertThat(one.body().get("publicKey").has("allowCredentials")).isFalse();
        assertThat(one.body().get("factors")).isEmpty();
        for (String nonsense : new String[] {"x", one.text("signin") + "A", "051826736434-" + "A".repeat(43)}) {
            client().post("/api/v1/signin/" + nonsense + "/passkey", Client.with(Client.object(), "credential", "{}"))
                    .expect(400);
        }
        client().post("/api/v1/signin/passkey", Client.object("user", "zoe")).expect(400);
    }

    @Test
    void onlyAKeyIsAPasskey() {
        signedIn("zoe")
                .post(ZOES, Client.object("type", "app", "name", "phone").put("passkey", true))
                .expect(400);
    }
}
