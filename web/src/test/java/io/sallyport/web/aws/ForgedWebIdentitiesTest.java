// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that nobody may come in with, made by hand, and one good one with each character changed. */
class ForgedWebIdentitiesTest extends FederatedAccount {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @TempDir
    private static Path directory;

    private static IdentityProvider idp;

    @BeforeAll
    static void makeTokens() throws Exception {
        idp = IdentityProvider.at(AwsServer.START, directory);
        publish(idp);
    }

    @TestFactory
    Stream<DynamicTest> everyForgedTokenIsRefusedInAwssWords() {
        assertThat(idp.forged()).hasSizeGreaterThan(90);
        return idp.forged().entrySet().stream()
                .map(forged -> DynamicTest.dynamicTest(forged.getKey(), () -> {
                    IdentityProvider.Forged token = forged.getValue();
                    assertRefused(
                            () -> sts.assumeRoleWithWebIdentity(in -> asking(in, "app", token.token())),
                            400,
                            token.code(),
                            token.message());
                }));
    }

    /** The base64 of a signature has bits to spare in its last character: they may not be anything. */
    @Test
    void aTokenWithAnyCharacterChangedIsRefused() {
        Random random = new Random(20260301);
        for (String algorithm : new String[] {"RS256", "ES256", "ES512"}) {
            String token = Objects.requireNonNull(idp.good().get(algorithm));
            for (int at = 0; at < token.length(); at++) {
                char was = token.charAt(at);
                char other = was == '.' ? 'A' : ALPHABET.charAt((ALPHABET.indexOf(was) + 1 + random.nextInt(63)) % 64);
                String changed = token.substring(0, at) + other + token.substring(at + 1);
                assertRefused(
                        () -> sts.assumeRoleWithWebIdentity(in -> asking(in, "app", changed)),
                        400,
                        "InvalidIdentityToken");
            }
        }
    }

    @Test
    void everyOtherLastCharacterIsRefused() {
        for (String token : idp.good().values()) {
            for (int i = 0; i < ALPHABET.length(); i++) {
                char last = ALPHABET.charAt(i);
                if (token.charAt(token.length() - 1) != last) {
                    String changed = token.substring(0, token.length() - 1) + last;
                    assertRefused(
                            () -> sts.assumeRoleWithWebIdentity(in -> asking(in, "app", changed)),
                            400,
                            "InvalidIdentityToken");
                }
            }
        }
    }

    @Test
    void anythingAtAllIsRefusedWithoutAFailure() {
        Random random = new Random(7);
        String good = idp.token();
        for (int round = 0; round < 500; round++) {
            StringBuilder token = new StringBuilder(good);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(token.length());
                switch (random.nextInt(4)) {
                    case 0 -> token.deleteCharAt(at);
                    case 1 -> token.insert(at, (char) (32 + random.nextInt(200)));
                    case 2 -> token.insert(at, '.');
                    default -> token.setLength(Math.max(16, at));
                }
            }
            assertRefused(
                    () -> sts.assumeRoleWithWebIdentity(in -> asking(in, "app", token.toString())),
                    400,
                    "InvalidIdentityToken");
        }
    }

    @Test
    void aTokenThatIsTooLongIsNotEvenRead() {
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(in -> asking(in, "app", "a".repeat(20_001))),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 20000");
    }

    @Test
    void deepNestingIsNoFailure() {
        String deep = "[".repeat(7000) + "]".repeat(7000);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(deep.getBytes(StandardCharsets.US_ASCII));
        String header = idp.token().substring(0, idp.token().indexOf('.'));
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(in -> asking(in, "app", header + "." + token + ".AAAA")),
                400,
                "InvalidIdentityToken");
    }
}
