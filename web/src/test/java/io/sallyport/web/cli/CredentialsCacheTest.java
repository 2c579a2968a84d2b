// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsCacheTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    private int opened;

    @BeforeEach
    void name() {
        file = directory.resolve("sallyport/one.json");
    }

    private String get(Instant now, Duration life) throws InterruptedException {
        return new CredentialsCache(file, InstantSource.fixed(now))
                .get(() -> issued(now, life, "token-" + ++opened))
                .forProcess();
    }

    private String get(Instant now) throws InterruptedException {
        return get(now, Duration.ofHours(12));
    }

    private static SessionCredentials issued(Instant now, Duration life, String token) {
        return SessionCredentials.issued(
                        JsonMapper.builder()
                                .build()
                                .createObjectNode()
                                .put("AccessKeyId", "ASIAIOSFODNN7EXAMPLE")
                                .put("SecretAccessKey", "secret")
                                .put("SessionToken", token)
                                .put("Expiration", now.plus(life).getEpochSecond()),
                        now)
                .orElseThrow();
    }

    @Test
    void aLongSessionIsUsedUntilFiveMinutesBeforeItsEnd() throws Exception {
        String first = get(START);
        Instant end = START.plus(Duration.ofHours(12));

        assertThat(first)
                .isEqualTo(
                        "{\"Version\":1,\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\","
                                + "\"SecretAccessKey\":\"secret\",\"SessionToken\":\"token-1\",\"Expiration\":\"2026-03-02T00:00:00Z\"}");
        assertThat(get(end.minusSeconds(301))).isEqualTo(first);
        assertThat(get(end.minusSeconds(300))).contains("token-2");
        assertThat(get(end.minusSeconds(299))).contains("token-2");
    }

    @Test
    void aShortSessionIsUsedForFourFifthsOfItsLife() throws Exception {
        Duration life = Duration.ofMinutes(15);

        get(START, life);

        assertThat(get(START.plus(Duration.ofMinutes(12)).minusSeconds(1), life))
                .contains("token-1");
        assertThat(get(START.plus(Duration.ofMinutes(12)), life)).contains("token-2");
    }

    @Test
    void whatOthersCouldReadOrWriteCountsAsNothingAndIsReplaced() throws Exception {
        get(START);
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            int before = opened;
            assertThat(get(START)).as(mode).contains("token-" + (before + 1));
            assertThat(get(START)).as(mode).contains("token-" + (before + 1));
        }
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void aFileOfSomebodyElseCountsAsNothing() throws Exception {
        get(START);
        var nobody = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        CredentialsCache cache = new CredentialsCache(file, InstantSource.fixed(START));

        assertThat(cache.read(Files.getOwner(file))).isPresent();
        assertThat(cache.read(nobody)).isEmpty();
    }

    @Test
    void aBrokenFileCountsAsNothing() throws Exception {
        get(START);
        String whole = Files.readString(file);
        for (String broken : new String[] {
            "", "{", "[]", "null", "{}", whole.substring(0, 80), whole.replace("SessionToken", "X"), "\u0000\u00ff"
        }) {
            Files.writeString(file, broken);
            assertThat(get(START)).as(broken).contains("token-" + opened);
            assertThat(opened).isGreaterThan(1);
            opened = 1;
        }
    }

    @Test
    void aLinkIsReplacedAndNotFollowed() throws Exception {
        get(START);
        Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
        String there = Files.readString(elsewhere);
        Files.createSymbolicLink(file, elsewhere);

        assertThat(get(START)).contains("token-2");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(Files.readString(elsewhere)).isEqualTo(there);
    }

    @Test
    void aRefusalLeavesNothingButTheLock() throws IOException {
        CredentialsCache cache = new CredentialsCache(file, InstantSource.fixed(START));

        assertThatThrownBy(() -> cache.get(() -> {
                    throw new Refused("wrong code");
                }))
                .isInstanceOf(Refused.class)
                .hasMessage("wrong code");

        try (Stream<Path> files = Files.list(directory.resolve("sallyport"))) {
            assertThat(files.map(each -> each.getFileName().toString())).containsExactly("one.json.lock");
        }
        assertThat(mode(file.resolveSibling("one.json.lock"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("sallyport"))).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theDirectoryIsThatOfTheSpecification() {
        Path home = Path.of("/home/marla");

        assertThat(CredentialsCache.directory(Map.of("XDG_CACHE_HOME", "/var/c"), home))
                .hasToString("/var/c/sallyport");
        assertThat(CredentialsCache.directory(Map.of("XDG_CACHE_HOME", "c"), home))
                .hasToString("/home/marla/.cache/sallyport");
        assertThat(CredentialsCache.directory(Map.of(), home)).hasToString("/home/marla/.cache/sallyport");
    }
}
