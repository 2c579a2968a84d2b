// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityDirectoryTest {
    private final ManualClock clock = new ManualClock();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temporary;

    private AttestationAuthority open(int seed) {
        return AttestationAuthority.in(temporary.resolve("authority"), clock, new SeededRandom(seed));
    }

    @Test
    void isTheSameAuthorityWhenItIsOpenedAgain() {
        AttestationKey key = open(1).batch(Products.YUBIKEY_5_4);
        AttestationAuthority again = open(2);
        assertThat(again.batch(Products.YUBIKEY_5_4).chain()).isEqualTo(key.chain());
        assertThat(again.root()).isEqualTo(open(3).root());
    }

    @Test
    void isAnotherOneInEveryInstallation() {
        AttestationAuthority other = AttestationAuthority.in(temporary.resolve("other"), clock, new SeededRandom(2));
        assertThat(open(1).root()).isNotEqualTo(other.root());
        assertThat(open(1).root().getSubjectX500Principal())
                .isNotEqualTo(other.root().getSubjectX500Principal());
    }

    @Test
    void isForItsOwnersEyesOnly() throws Exception {
        open(1).batch(Products.YUBIKEY_5_4);
        Path directory = temporary.resolve("authority");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList())
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void isMadeOnceByManyAtATime() throws Exception {
        Set<Bytes> certificates = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> openings = IntStream.range(0, 8)
                    .mapToObj(seed -> (Callable<Boolean>) () -> certificates.add(
                            open(seed).batch(Products.YUBIKEY_5_4).certificate()))
                    .toList();
            for (var opened : threads.invokeAll(openings)) {
                opened.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(certificates).hasSize(1);
    }

    @Test
    void refusesAFileThatIsNone() throws Exception {
        open(1).root();
        Path root = temporary.resolve("authority").resolve("root.pem");
        String key = Files.readString(root);
        Files.writeString(root, "nonsense");
        assertThatThrownBy(() -> open(1).root())
                .isInstanceOf(IllegalStateException.class)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()))
                        .doesNotContain(key.lines().skip(1).limit(1).collect(Collectors.joining())));
    }
}
