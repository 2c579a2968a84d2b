// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrictBodiesTest extends OneServer {
    private static final String CLAIM = "{\"account\":\"acme\",\"user\":\"zoe\",\"password\":\"p\"}";

    private static final Map<String, byte[]> BODIES = Map.ofEntries(
            Map.entry("nothing", new byte[0]),
            Map.entry("no object", "[]".getBytes(UTF_8)),
            Map.entry("null", "null".getBytes(UTF_8)),
            Map.entry("cut off", CLAIM.substring(0, CLAIM.length() - 1).getBytes(UTF_8)),
            Map.entry(
                    "unknown member", CLAIM.replace("}", ",\"admin\":\"yes\"}").getBytes(UTF_8)),
            Map.entry(
                    "duplicate member",
                    CLAIM.replace("}", ",\"user\":\"tyler\"}").getBytes(UTF_8)),
            Map.entry("text after it", (CLAIM + " {}").getBytes(UTF_8)),
            Map.entry("number for a string", CLAIM.replace("\"p\"", "7").getBytes(UTF_8)),
            Map.entry("object for a string", CLAIM.replace("\"p\"", "{}").getBytes(UTF_8)),
            Map.entry(
                    "65 KiB",
                    CLAIM.replace("\"p\"", "\"" + "p".repeat(65 << 10) + "\"").getBytes(UTF_8)),
            Map.entry("Latin-1", CLAIM.replace("\"p\"", "\"é\"").getBytes(ISO_8859_1)),
            Map.entry("UTF-16", CLAIM.getBytes(UTF_16)),
            Map.entry(
                    "nested 10,000 deep",
                    CLAIM.replace("\"p\"", "[".repeat(10_000) + "]".repeat(10_000))
                            .getBytes(UTF_8)));

    @Test
    void bodyThatIsNotAsDescribedIsABadRequestOnEveryRoute() {
        Client client = signedIn("zoe");
        List<String> paths = Stream.of(
                        "/api/v1/signin",
                        "/api/v1/signin/051826736434-" + "A".repeat(43) + "/factor",
                        "/api/v1/signin/051826736434-" + "A".repeat(43) + "/password",
                        ZOES,
                        ZOES + "/activation")
                .toList();
        for (String path : paths) {
            BODIES.forEach((what, body) -> {
                Client.Answer answer = client.post(path, body);
                assertThat(answer.status()).as(path + " with " + what).isEqualTo(400);
                assertThat(answer.code()).as(path + " with " + what).isEqualTo("InvalidInput");
                assertThat(answer.text("error")).doesNotContain("pppp");
            });
        }
    }

    @Test
    void everyCharacterMayStandInEveryMember() {
        Client client = signedIn("zoe");
        for (String odd : List.of("\\u0000", "\\ud800", "' OR 1=1", "x".repeat(60_000), "../..", "é")) {
            String value = "\"" + odd + "\"";
            Stream.of(
                            "{\"type\":" + value + "}",
                            "{\"type\":\"app\",\"name\":" + value + "}",
                            "{\"type\":\"fob\",\"serial\":" + value + ",\"code1\":\"123456\",\"code2\":\"123456\"}",
                            "{\"type\":\"fob\",\"serial\":\"GAHT12345678\",\"code1\":" + value + ",\"code2\":\"1\"}")
                    .forEach(body -> assertThat(
                                    client.post(ZOES, body.getBytes(UTF_8)).status())
                            .as(body)
                            .isIn(400, 404));
            Stream.of(
                            "{\"registration\":" + value + ",\"name\":\"key\",\"credential\":{}}",
                            "{\"registration\":\"x\",\"name\":" + value + ",\"credential\":{\"id\":" + value + "}}",
                            "{\"serial\":" + value + ",\"code1\":\"123456\",\"code2\":\"123456\"}")
                    .forEach(body -> assertThat(client.post(ZOES + "/activation", body.getBytes(UTF_8))
                                    .status())
                            .as(body)
                            .isIn(400, 404));
            assertThat(client.post(
                                    "/api/v1/signin",
                                    ("{\"account\":" + value + ",\"user\":" + value + ",\"password\":" + value + "}")
                                            .getBytes(UTF_8))
                            .status())
                    .as(odd.substring(0, 1))
                    .isIn(400, 403);
        }
    }

    @Test
    void pathsThatAreNoneAreNotFoundInJson() {
        for (String path : List.of("/api/v1/nothing", "/api/v1/users/a%20b/devices")) {
            Client.Answer answer = signedIn("zoe").get(path);
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.code()).as(path).isNotEmpty();
        }
    }
}
