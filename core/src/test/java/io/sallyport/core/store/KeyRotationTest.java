// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.credential.Vault.SealBroken;
import io.sallyport.core.credential.Vault.SealedBy;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyRotationTest {
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Path file;
    private KeyRotation rotation;
    private KeySet running;

    @BeforeEach
    void keys() throws IOException {
        file = directory.resolve("keys.json");
        KeySet.create(file, now);
        rotation = new KeyRotation(file, () -> now);
        running = KeySet.load(file, () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private List<String> states(KeyRotation.Purpose purpose) throws IOException {
        return rotation.list().stream()
                .filter(key -> key.purpose() == purpose)
                .map(key -> key.state().name())
                .toList();
    }

    @Test
    void oldDataOpensAndNewIsSealedByTheNewKeyOnceItsTimeHasCome() throws IOException {
        byte[] old = running.vault().seal(SECRET, "row");
        rotation.rotate(Duration.ofSeconds(10));
        pass(A_SECOND);

        byte[] meanwhile = running.vault().seal(SECRET, "row");
        assertThat(running.vault().sealedBy(old)).isEqualTo(SealedBy.THE_SEALING_KEY);
        assertThat(states(KeyRotation.Purpose.vault)).containsExactly("seals", "waiting");

        pass(Duration.ofSeconds(9));
        byte[] fresh = running.vault().seal(SECRET, "row");
        assertThat(running.vault().sealedBy(fresh)).isEqualTo(SealedBy.THE_SEALING_KEY);
        assertThat(running.vault().sealedBy(old)).isEqualTo(SealedBy.ANOTHER_KEY);
        assertThat(states(KeyRotation.Purpose.vault)).containsExactly("opens", "seals");
        for (byte[] sealed : List.of(old, meanwhile, fresh)) {
            assertThat(running.vault().open(sealed, "row")).isEqualTo(SECRET);
        }
    }

    @Test
    void aServerThatReadsTheFileLastOpensWhatTheFirstSealedWithTheNewKey() throws IOException {
        KeySet first = KeySet.load(file, () -> now);
        rotation.rotate(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10));

        byte[] sealed = first.tokens().seal(SECRET, "token");
        assertThat(first.tokens().sealedBy(sealed)).isEqualTo(SealedBy.THE_SEALING_KEY);

        assertThat(running.tokens().open(sealed, "token")).isEqualTo(SECRET);
    }

    @Test
    void aSessionEndsByItsOwnTimeAndNotByARotation() throws IOException {
        SessionTokens tokens = new SessionTokens(running.tokens(), new SecureRandom(), () -> now);
        AccountId account = new AccountId("051826736434");
        String token = tokens.issue(account, UniqueId.ofRoot(account), Duration.ofHours(36), (MfaEvidence) null)
                .token();
        Instant expiry = tokens.read(token).orElseThrow().expiresAt();

        for (int i = 0; i < 5; i++) {
            rotation.rotate(Duration.ZERO);
            pass(Duration.ofHours(7));
            assertThat(tokens.read(token).orElseThrow().expiresAt()).isEqualTo(expiry);
        }
        now = expiry.minusMillis(1);
        assertThat(tokens.read(token)).isPresent();
    }

    @Test
    void aRetiredTokenKeyOpensForThirtySixHoursAndIsDroppedThen() throws IOException {
        byte[] token = running.tokens().seal(SECRET, "token");
        byte[] stored = running.vault().seal(SECRET, "row");
        rotation.rotate(Duration.ZERO);
        pass(Duration.ofHours(36).minusMillis(1));
        assertThat(running.tokens().open(token, "token")).isEqualTo(SECRET);

        pass(Duration.ofMillis(1));
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> running.tokens().open(token, "token"));
        assertThat(states(KeyRotation.Purpose.tokens)).containsExactly("expired", "seals");
        rotation.rotate(Duration.ofSeconds(10));
        assertThat(states(KeyRotation.Purpose.tokens)).containsExactly("seals", "waiting");
        assertThat(running.vault().open(stored, "row"))
                .as("what is stored has no such end")
                .isEqualTo(SECRET);
    }

    @Test
    void pruningLeavesWhatIsInUseWhatSealsAndWhatWaits() throws IOException {
        rotation.rotate(Duration.ZERO);
        rotation.rotate(Duration.ZERO);
        rotation.rotate(Duration.ofHours(1));
        List<Long> ids = rotation.list().stream()
                .filter(key -> key.purpose() == KeyRotation.Purpose.vault)
                .map(KeyRotation.Key::id)
                .toList();
        assertThat(ids).hasSize(4);

        rotation.prune(Set.of(ids.get(0)));

        assertThat(rotation.list().stream().filter(key -> key.purpose() == KeyRotation.Purpose.vault))
                .extracting(KeyRotation.Key::id)
                .containsExactly(ids.get(0), ids.get(2), ids.get(3));
        assertThat(states(KeyRotation.Purpose.tokens))
                .as("their tokens may live")
                .hasSize(4);
    }

    @Test
    void aListHoldsNoKey() throws IOException {
        rotation.rotate(Duration.ZERO);
        String list = rotation.list().toString();
        Matcher material = Pattern.compile("\"value\":\"([^\"]+)\"").matcher(Files.readString(file));
        int found = 0;
        while (material.find()) {
            found++;
            assertThat(list)
                    .doesNotContain(material.group(1))
                    .doesNotContain(material.group(1).substring(4, 20));
        }
        assertThat(found).isEqualTo(4);
        assertThat(rotation.list())
                .allSatisfy(key -> assertThat(key.createdAt()).contains(now));
    }

    @Test
    void theFileStaysItsOwnersAndNothingElseIsLeftBesideIt() throws IOException {
        rotation.rotate(Duration.ZERO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var names = Files.list(directory)) {
            assertThat(names.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.json", "keys.json.lock");
        }
    }

    @Test
    void ofTwentyRotationsAtOnceNoneIsLost() throws Exception {
        Together.run(20, i -> {
            try {
                return rotation.rotate(Duration.ZERO);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        assertThat(states(KeyRotation.Purpose.vault)).hasSize(21);
    }

    @Test
    void aServerGoesOnWithWhatItKnowsWhileTheFileIsBrokenOrGone() throws IOException {
        Vault vault = running.vault();
        byte[] sealed = vault.seal(SECRET, "row");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, 100));
        pass(A_SECOND);
        assertThat(vault.open(sealed, "row")).isEqualTo(SECRET);
        Files.delete(file);
        pass(A_SECOND);
        assertThat(vault.open(vault.seal(SECRET, "row"), "row")).isEqualTo(SECRET);

        Files.writeString(file, whole);
        rotation.rotate(Duration.ZERO);
        pass(A_SECOND);
        assertThat(vault.sealedBy(sealed)).isEqualTo(SealedBy.ANOTHER_KEY);
    }

    @Test
    void aFileWithoutDatesIsOneKeyThatHasAlwaysSealed() throws IOException {
        Files.writeString(file, Files.readString(file).replaceAll(",\"dates\":.*", "}"));
        KeySet old = KeySet.load(file, () -> now);
        byte[] sealed = old.vault().seal(SECRET, "row");
        rotation.rotate(Duration.ZERO);
        pass(A_SECOND);
        assertThat(old.vault().open(sealed, "row")).isEqualTo(SECRET);
        assertThat(old.vault().sealedBy(sealed)).isEqualTo(SealedBy.ANOTHER_KEY);
        assertThat(rotation.list().get(0).createdAt()).isEmpty();
    }
}
