// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.core.credential.Vault;
import io.sallyport.core.credential.Vault.SealBroken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeySetTest {
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private KeySet fresh(String name) throws IOException {
        KeySet.create(directory.resolve(name));
        return KeySet.load(directory.resolve(name));
    }

    @Test
    void whatIsSealedOpensUnderItsContextAfterTheKeysAreLoadedAgain() throws IOException {
        byte[] sealed = fresh("keys").vault().seal(SECRET, "row");
        Vault again = KeySet.load(directory.resolve("keys")).vault();
        assertThat(again.open(sealed, "row")).isEqualTo(SECRET);
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> again.open(sealed, "other row"));
        assertThatExceptionOfType(SealBroken.class).isThrownBy(() -> again.open(new byte[0], "row"));
    }

    @Test
    void neitherTheTokenKeysNorAnotherKeySetOpensIt() throws IOException {
        KeySet keys = fresh("keys");
        byte[] sealed = keys.vault().seal(SECRET, "row");
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> keys.tokens().open(sealed, "row"));
        KeySet others = fresh("others");
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> others.vault().open(sealed, "row"));
    }

    @Test
    void onlyItsOwnerReadsTheFileAndItIsNeverOverwritten() throws IOException {
        fresh("keys");
        Path file = directory.resolve("keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(file);
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> KeySet.create(file));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aMissingFileIsAnIoException() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> KeySet.load(directory.resolve("nothing")));
    }

    @Test
    void aFileThatIsNoKeySetIsRefusedWithoutShowingIt() throws IOException {
        fresh("keys");
        String keys = Files.readString(directory.resolve("keys"));
        String material = keys.replaceAll("(?s).*?\"value\":\"([^\"]+)\".*", "$1");
        assertThat(material).hasSizeBetween(30, 100);
        Path broken = directory.resolve("broken");
        for (String text : List.of(
                "",
                "{}",
                "[]",
                "null",
                "not json",
                keys.substring(0, keys.length() / 2),
                keys.replace("\"" + material + "\"", material),
                keys.replace(material, material.substring(0, 8)),
                keys.replace("ENABLED", "DISABLED"))) {
            Files.writeString(broken, text);
            Throwable refused = catchThrowable(() -> KeySet.load(broken));
            assertThat(refused).isInstanceOf(IOException.class).hasMessage("broken is not a key set");
            StringWriter trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(material.substring(0, 8));
        }
    }
}
