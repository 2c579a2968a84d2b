// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.Pskc;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of seeds over the JSON API: forms, keys, what is refused and that nothing of it stays; and out again. */
class SeedUploadTest extends OneServer {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final OtpParameters HOTP =
            new OtpParameters(OtpParameters.Algorithm.HOTP, OtpParameters.Hash.SHA1, 8, Duration.ofSeconds(30));
    private static final List<TokenSeed> TOKENS = List.of(
            new TokenSeed("GAHT00000001", seed(1), OtpParameters.STANDARD, 0, -3, "Acme"),
            new TokenSeed("GAHT00000002", seed(2), HOTP, 4711, 0, "Acme"));

    private Client keeper;

    private static OtpSeed seed(int first) {
        byte[] seed = new byte[20];
        seed[0] = (byte) first;
        return OtpSeed.of(seed);
    }

    private static byte[] pskc() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pskc.write(out, TOKENS, new SeedKey.PreShared(Bytes.ofHex(KEY)), new SecureRandom());
        return out.toByteArray();
    }

    @BeforeEach
    void keeper() {
        server.put("zoe", "Allow", "sallyport:*");
        keeper = signedIn("zoe");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String csv(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        number -> String.format("CSVT%08d,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30", number))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> serials(String query) {
        List<String> serials = new ArrayList<>();
        keeper.get("/api/v1/fobs" + query)
                .expect(200)
                .body()
                .get("fobs")
                .forEach(fob -> serials.add(fob.get("serial").asText()));
        return serials;
    }

    @Test
    void anEncryptedFileComesInByItsKeyAndLeavesAgainWithCountersAndOffsets() throws IOException {
        JsonNode dry = new SeedForm()
                .file(pskc())
                .with("key", KEY)
                .with("dryRun", "true")
                .send(keeper)
                .expect(200)
                .body();
        assertThat(dry).isEqualTo(Client.parse("{\"readable\":2}"));
        assertThat(serials("")).isEmpty();
        JsonNode answer = new SeedForm()
                .with("key", KEY)
                .file(pskc())
                .send(keeper)
                .expect(201)
                .body();
        assertThat(answer).isEqualTo(Client.parse("{\"imported\":2,\"state\":\"IN_STOCK\"}"));

        JsonNode fob = keeper.get("/api/v1/fobs/GAHT00000002").expect(200).body();
        assertThat(fob.get("maker").asText()).isEqualTo("Acme");
        assertThat(fob.get("by").asText()).endsWith(":user/zoe");
        assertThat(fob.toString()).doesNotContain("seed").doesNotContain("4711");

        for (String opening : List.of("key", "password")) {
            String secret = opening.equals("key") ? KEY : "correct horse";
            JsonNode wanted = Client.with(object(opening, secret), "states", "[\"IN_STOCK\",\"QUARANTINE\"]");
            byte[] file = bytes(keeper.postForText("/api/v1/fobs/export", wanted));
            List<TokenSeed> left = new ArrayList<>();
            SeedFile.read(
                    new ByteArrayInputStream(file),
                    opening.equals("key")
                            ? new SeedKey.PreShared(Bytes.ofHex(KEY))
                            : new SeedKey.Password("correct horse"),
                    left::add);
            assertThat(left).isEqualTo(TOKENS);
        }
        assertThat(server.events().stream().map(event -> event.get("eventName").asText()))
                .containsSubsequence("ExportFobs", "ExportFobs", "ImportFobs");
    }

    @Test
    void seedsLeaveEncryptedAndOnlyThoseAskedFor() {
        new SeedForm().file(bytes(csv(0, 2))).send(keeper).expect(201);
        JsonNode plain = Client.with(object(), "states", "[\"IN_STOCK\"]");
        assertThat(keeper.post("/api/v1/fobs/export", plain).expect(400).text("error"))
                .isEmpty();
        JsonNode lost = Client.with(object("key", KEY), "states", "[\"LOST\"]");
        keeper.post("/api/v1/fobs/export", lost).expect(404);
        JsonNode retired = Client.with(object("key", KEY), "states", "[\"RETIRED\",\"IN_STOCK\"]");
        keeper.post("/api/v1/fobs/export", retired).expect(400);
        JsonNode shortKey = Client.with(object("key", "0011"), "states", "[\"IN_STOCK\"]");
        keeper.post("/api/v1/fobs/export", shortKey).expect(400);
        server.put("marla", "Allow", "sallyport:ListFobs");
        JsonNode good = Client.with(object("key", KEY), "states", "[\"IN_STOCK\"]");
        signedIn("marla").post("/api/v1/fobs/export", good).expect(403);
        assertThat(server.events().stream()
                        .filter(event -> event.get("eventName").asText().equals("ExportFobs")))
                .as("nothing left; the one denial is on record")
                .singleElement()
                .satisfies(event -> assertThat(event.get("errorCode").asText()).isEqualTo("AccessDenied"));
    }

    @Test
    void aWrongKeyAWrongMacAndAMissingKeyLeaveNothing() throws IOException {
        String good = new String(pskc(), StandardCharsets.UTF_8);
        int mac = good.lastIndexOf("ValueMAC>", good.lastIndexOf("ValueMAC>") - 1) + "ValueMAC>".length();
        String altered = good.substring(0, mac) + (good.charAt(mac) == 'A' ? 'B' : 'A') + good.substring(mac + 1);
        for (SeedForm form : List.of(
                new SeedForm().file(pskc()).with("key", "ff" + KEY.substring(2)),
                new SeedForm().file(bytes(altered)).with("key", KEY),
                new SeedForm().file(pskc()),
                new SeedForm().file(pskc()).with("password", "qwerty"),
                new SeedForm().file(pskc()).with("key", KEY).with("password", "qwerty"),
                new SeedForm().file(pskc()).with("key", "no key"))) {
            assertThat(form.send(keeper).expect(400).code()).isEqualTo("InvalidInput");
        }
        assertThat(serials("")).isEmpty();
    }

    @Test
    void ofTenThousandRowsOneThatIsBrokenIsNamedAndNoneStays() {
        List<String> rows = new ArrayList<>(csv(0, 10_000).lines().toList());
        rows.set(6_543, "CSVT00006543,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,5,30");
        assertThat(new SeedForm()
                        .file(bytes(String.join("\n", rows)))
                        .send(keeper)
                        .expect(400)
                        .http()
                        .body())
                .contains("line 6544:")
                .doesNotContain("5ca1ab1e");
        rows.set(6_543, rows.get(12));
        assertThat(new SeedForm()
                        .file(bytes(String.join("\n", rows)))
                        .send(keeper)
                        .expect(400)
                        .http()
                        .body())
                .contains("line 6544:");
        assertThat(serials("")).isEmpty();
    }

    @Test
    void aSerialThatIsKnownIsNamedByDryRunAndByImport() {
        new SeedForm().file(bytes(csv(5, 6))).send(keeper).expect(201);
        for (String dry : List.of("true", "false")) {
            assertThat(new SeedForm()
                            .file(bytes(csv(0, 10)))
                            .with("dryRun", dry)
                            .send(keeper)
                            .expect(409)
                            .http()
                            .body())
                    .contains("CSVT00000005, token 6 of the file");
        }
        assertThat(serials("")).containsExactly("CSVT00000005");
    }

    @Test
    void noEntityIsFetched() {
        String xxe = "<?xml version=\"1.0\"?><!DOCTYPE k [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<KeyContainer xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\" Version=\"1.0\"><KeyPackage>"
                + "<DeviceInfo><SerialNo>&x;</SerialNo></DeviceInfo></KeyPackage></KeyContainer>";
        assertThat(new SeedForm()
                        .file(bytes(xxe))
                        .send(keeper)
                        .expect(400)
                        .http()
                        .body())
                .doesNotContain("root:");
    }

    @Test
    void formThatIsNoneIsRefused() {
        byte[] file = bytes(csv(0, 1));
        new SeedForm().file(file).sendBroken(keeper).expect(400);
        new SeedForm().with("dryRun", "true").send(keeper).expect(400);
        new SeedForm().file(file).file(file).send(keeper).expect(400);
        new SeedForm().file(file).with("dryrun", "true").send(keeper).expect(400);
        new SeedForm().file(file).with("dryRun", "yes").send(keeper).expect(400);
        assertThat(serials("")).isEmpty();
    }

    @Test
    void whoeverMayNotImportIsToldSoBeforeTheFileIsRead() {
        server.put("marla", "Allow", "sallyport:ListFobs");
        Client marla = signedIn("marla");
        for (String dry : List.of("true", "false")) {
            assertThat(new SeedForm()
                            .file(bytes("rubbish"))
                            .with("dryRun", dry)
                            .send(marla)
                            .expect(403)
                            .code())
                    .isEqualTo("AccessDenied");
        }
        assertThat(server.events().get(0).get("eventName").asText()).isEqualTo("ImportFobs");
        assertThat(server.events().get(0).get("readOnly").asBoolean()).isFalse();
        new SeedForm().file(bytes("rubbish")).send(client()).expect(401);
    }

    @Test
    void theListIsFilteredAndPaged() {
        new SeedForm()
                .file(bytes(csv(0, 5)))
                .with("quarantine", "true")
                .send(keeper)
                .expect(201);
        new SeedForm().file(bytes(csv(5, 8))).send(keeper).expect(201);
        assertThat(serials("?state=IN_STOCK")).containsExactly("CSVT00000005", "CSVT00000006", "CSVT00000007");
        assertThat(serials("?state=IN_STOCK,QUARANTINE&state=LOST")).hasSize(8);
        JsonNode first = keeper.get("/api/v1/fobs?maxItems=3&state=QUARANTINE").body();
        assertThat(first.get("fobs")).hasSize(3);
        assertThat(serials("?maxItems=3&state=QUARANTINE&marker="
                        + first.get("marker").asText()))
                .containsExactly("CSVT00000003", "CSVT00000004");
        assertThat(serials("?user=zoe")).isEmpty();
        assertThat(serials("?maker=Acme")).isEmpty();
        for (String bad : List.of("?state=SOLD", "?maxItems=0", "?maxItems=x", "?marker=x", "?stat=LOST")) {
            keeper.get("/api/v1/fobs" + bad).expect(400);
        }
        keeper.get("/api/v1/fobs?user=nobody").expect(404);
    }
}
