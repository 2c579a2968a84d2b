// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.Bytes;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyFacts;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Naming who signs in by a passkey: her passkeys are listed, and nobody learns who has any. */
class NamedPasskeysTest extends PasskeyServer {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String NO_ACCOUNT = "210987654321";

    /** What can be told of a credential without its bytes. */
    private record Shape(int idLength, String rest) {
        static Shape of(JsonNode descriptor) {
            ObjectNode rest = descriptor.deepCopy();
            rest.remove("id");
            return new Shape(id(descriptor).length, rest.toString());
        }
    }

    private static byte[] id(JsonNode descriptor) {
        return Base64.getUrlDecoder().decode(descriptor.get("id").asText());
    }

    private Client.Answer begin(String... name) {
        return client().post("/api/v1/signin/passkey", Client.object(name)).expect(200);
    }

    private Client.Answer named(String user) {
        return begin("account", RunningServer.ALIAS, "user", user);
    }

    private static List<JsonNode> list(Client.Answer begun) {
        return StreamSupport.stream(
                        begun.body().at("/publicKey/allowCredentials").spliterator(), false)
                .toList();
    }

    private static List<Shape> shapes(Client.Answer begun) {
        return list(begun).stream()
                .map(Shape::of)
                .sorted(Comparator.comparing(Shape::toString))
                .toList();
    }

    /** All that whoever asks gets to see but ids, times and what is sealed. */
    private static String outside(Client.Answer begun) {
        ObjectNode body = begun.body().deepCopy();
        body.put("signin", begun.text("signin").length());
        ((ObjectNode) body.get("publicKey"))
                .put("challenge", 0)
                .put("allowCredentials", shapes(begun).toString());
        Map<String, List<String>> headers = new TreeMap<>(begun.http().headers().map());
        headers.remove("date");
        headers.remove("x-request-id");
        return begun.status() + " " + body + " " + headers;
    }

    /** With Zoe's password: hashing takes its time. */
    private void addUser(String name) {
        Instant now = server.clock().instant();
        server.change(account -> {
            UniqueId id = new Ids(RANDOM).unique(UniqueId.Prefix.AIDA, account.id());
            UniqueId zoe = account.users().require(new UserName("zoe")).id();
            account.users().add(new User(id, new UserName(name), EntityPath.ROOT, now, null));
            account.loginProfiles()
                    .add(
                            new LoginProfile(
                                    id,
                                    account.loginProfiles()
                                            .find(zoe)
                                            .orElseThrow()
                                            .hash(),
                                    false,
                                    now),
                            name);
        });
    }

    private void give(String user, boolean passkey, int length, String... transports) {
        byte[] id = new byte[length];
        RANDOM.nextBytes(id);
        server.change(account -> {
            UniqueId owner = account.users().require(new UserName(user)).id();
            KeyCredential credential = new KeyCredential(
                    Bytes.of(id),
                    Bytes.of((byte) 1),
                    0,
                    Bytes.of(new byte[16]),
                    false,
                    false,
                    false,
                    new KeyFacts("none", Set.of(), passkey, Set.of(transports), null));
            MfaSerial serial = MfaSerial.securityKey(
                    account.id(), user, "key" + account.mfaDevices().of(owner).size());
            account.mfaDevices().add(new KeyDevice(serial, owner, server.clock().instant(), credential));
        });
    }

    /** Twenty people whose passkeys are of four makes. */
    private List<String> twenty() {
        List<String> names = IntStream.range(0, 20).mapToObj(i -> "known" + i).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            addUser(name);
            switch (i % 4) {
                case 0 -> give(name, true, 64, "usb", "nfc");
                case 1 -> give(name, true, 16, "internal", "hybrid");
                case 2 -> {
                    give(name, true, 32, "internal");
                    give(name, true, 48, "usb");
                }
                default -> give(name, true, 123);
            }
        }
        return names;
    }

    @Test
    void twentyWhoAreUnknownCannotBeToldFromTwentyWhoAreNot() {
        List<Client.Answer> known = twenty().stream().map(this::named).toList();
        Map<List<Shape>, String> outsides = new TreeMap<>(Comparator.comparing(List::toString));
        known.forEach(one -> outsides.put(shapes(one), outside(one)));
        assertThat(outsides).hasSize(4);

        addUser("only-second-factors");
        give("only-second-factors", false, 64, "usb");
        addUser("no-password");
        give("no-password", true, 64, "usb", "nfc");
        server.change(account -> account.loginProfiles()
                .remove(account.users().require(new UserName("no-password")).id(), 0));
        List<Client.Answer> unknown = new ArrayList<>();
        for (String name : List.of("zoe", "marla", "only-second-factors", "no-password", "?", "x".repeat(200))) {
            unknown.add(named(name));
        }
        IntStream.range(0, 20).forEach(i -> unknown.add(named("unknown" + i)));
        for (int i = 0; i < 5; i++) {
            unknown.add(begin("account", NO_ACCOUNT, "user", "known" + i));
            unknown.add(begin("account", "no-such-alias", "user", "known" + i));
            unknown.add(begin("account", "No Alias?", "user", "known" + i));
            unknown.add(begin("email", "nobody" + i + "@example.org"));
        }
        unknown.add(begin("email", RunningServer.ROOT_EMAIL));
        unknown.add(begin("email", "no address"));
        for (Client.Answer one : unknown) {
            assertThat(outside(one)).isEqualTo(outsides.get(shapes(one)));
        }
        // Nor are all alike.
        assertThat(unknown.stream().map(NamedPasskeysTest::shapes).distinct()).hasSizeGreaterThan(1);
        Set<String> ids = new HashSet<>();
        known.forEach(one -> list(one)
                .forEach(each -> assertThat(ids.add(each.get("id").asText())).isTrue()));
        unknown.forEach(one -> list(one)
                .forEach(each -> assertThat(ids.add(each.get("id").asText())).isTrue()));
    }

    @Test
    void whoeverAsksAgainIsToldTheSameAlsoAfterARestart() throws IOException {
        twenty();
        List<String[]> names = List.of(
                new String[] {"account", RunningServer.ALIAS, "user", "known2"},
                new String[] {"account", RunningServer.ALIAS, "user", "nobody"},
                new String[] {"account", NO_ACCOUNT, "user", "nobody"},
                new String[] {"account", "no-such-alias", "user", "nobody"},
                new String[] {"email", "nobody@example.org"});
        List<List<JsonNode>> first =
                names.stream().map(name -> list(begin(name))).toList();
        assertThat(first).allSatisfy(list -> assertThat(list).isNotEmpty());
        assertThat(names.stream().map(name -> list(begin(name))).toList()).isEqualTo(first);
        server.restart();
        assertThat(names.stream().map(name -> list(begin(name))).toList()).isEqualTo(first);
        for (String user : List.of("known2", "nobody")) {
            assertThat(list(begin("account", RunningServer.ACCOUNT.value(), "user", user.toUpperCase(Locale.ROOT))))
                    .isEqualTo(list(named(user)));
        }
        assertThat(list(begin("email", "NOBODY@example.org"))).isEqualTo(first.get(4));
    }

    @Test
    void aNewUserWithoutPasskeysChangesNothingAndOneWithSomeChangesFewLists() {
        twenty();
        List<String> names = IntStream.range(0, 40).mapToObj(i -> "nobody" + i).toList();
        List<List<JsonNode>> before =
                names.stream().map(name -> list(named(name))).toList();
        addUser("nobody7");
        assertThat(names.stream().map(name -> list(named(name))).toList()).isEqualTo(before);
        addUser("new");
        give("new", true, 77, "ble");
        long changed = IntStream.range(0, 40)
                .filter(i -> !list(named(names.get(i))).equals(before.get(i)))
                .count();
        assertThat(changed).isLessThan(20);
    }

    @Test
    void whereNobodyHasAPasskeyEverybodySeemsToHaveOne() {
        assertThat(shapes(named("zoe"))).hasSize(1).isEqualTo(shapes(named("nobody")));
        assertThat(list(named("zoe"))).isNotEqualTo(list(named("nobody")));
    }

    @Test
    void hersAreListedWithoutHerSecondFactorsAndSignHerIn() {
        enrol(signedIn("zoe"), ZOES, true);
        give("zoe", false, 64, "usb");
        Client.Answer begun = named("zoe");
        assertThat(list(begun)).hasSize(1);
        assertThat(begun.text("status")).isEqualTo("FACTOR_REQUIRED");
        assertThat(begun.body().get("factors")).isEmpty();
        Client client = client();
        finish(client, begun, answer(begun)).expect(200);
        assertThat(client.get("/api/v1/session").expect(200).text("user")).isEqualTo("zoe");
    }

    @Test
    void rootsAreListedByItsAddress() {
        enrol(signedInAsRoot(), ROOTS, true);
        Client.Answer begun = begin("email", RunningServer.ROOT_EMAIL.toUpperCase(Locale.ROOT));
        Client client = client();
        finish(client, begun, answer(begun)).expect(200);
        assertThat(client.get("/api/v1/session").expect(200).text("arn")).endsWith(":root");
    }

    @Test
    void anothersKeyDoesNotAnswerForWhomIsNamed() {
        enrol(signedIn("zoe"), ZOES, true);
        enrol(signedIn("marla"), "/api/v1/users/marla/devices", true);
        String marlas = list(named("marla")).get(0).toString();
        for (String name : List.of("zoe", "nobody")) {
            Client.Answer begun = named(name);
            ObjectNode asked = begun.body().get("publicKey").deepCopy();
            asked.putArray("allowCredentials").add(Client.parse(marlas));
            String answer = key.authenticate(asked.toString(), server.origin().toString());
            Client.Answer refused = finish(client(), begun, answer).expect(403);
            assertThat(refused.code()).isEqualTo("AccessDenied");
            assertThat(events("CheckMfa")
                            .get(0)
                            .at("/additionalEventData/reason")
                            .asText())
                    .isEqualTo("unknown-credential");
        }
        Client.Answer marla = named("marla");
        finish(client(), marla, answer(marla)).expect(200);
    }

    @Test
    void whoIsHalfNamedIsTold() {
        for (String[] name : List.of(new String[] {"account", "acme"}, new String[] {"user", "zoe"})) {
            client().post("/api/v1/signin/passkey", Client.object(name)).expect(400);
        }
    }
}
