// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.CredentialStore;
import io.sallyport.hardware.ctap.StoredCredential;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredentialsOverTcpTest {
    private static final String PIN = "correct horse";

    /** The preview's command, and the standard's. */
    static List<KeyProfile> profiles() {
        return List.of(Products.YUBIKEY_5_4, Products.YUBIKEY_5_7);
    }

    private static Bench bench(KeyProfile profile) {
        Bench bench = new Bench(profile);
        bench.key().pin().set(PIN.toCharArray());
        bench.pin = PIN;
        return bench;
    }

    private static void enrol(Bench bench, String user) {
        bench.key().register(Site.verifying(Site.discoverable(user), "required").toString(), Site.ORIGIN);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void areListedAndDeleted(KeyProfile profile) throws IOException {
        try (Bench bench = bench(profile)) {
            CredentialStore store = bench.key().credentials();
            CredentialStore.Contents before = store.list();
            assertThat(before.credentials()).isEmpty();
            enrol(bench, "tyler");
            enrol(bench, "marla");
            CredentialStore.Contents after = store.list();
            assertThat(after.remaining()).isEqualTo(before.remaining() - 2);
            assertThat(after.credentials())
                    .extracting(StoredCredential::userName)
                    .containsExactlyInAnyOrder("tyler", "marla");
            StoredCredential tylers = after.credentials().stream()
                    .filter(stored -> stored.userName().equals("tyler"))
                    .findFirst()
                    .orElseThrow();
            assertThat(tylers.rpId()).isEqualTo("example.org");
            assertThat(tylers.displayName()).isEqualTo("TYLER");
            assertThat(tylers.userId()).isEqualTo(Bytes.of("tyler".getBytes(StandardCharsets.UTF_8)));
            store.delete(tylers.credentialId());
            assertThat(store.list().credentials())
                    .extracting(StoredCredential::userName)
                    .containsExactly("marla");
            assertThat(catchThrowableOfType(
                                    DeviceException.CtapRefused.class, () -> store.delete(tylers.credentialId()))
                            .status())
                    .isEqualTo(CtapStatus.NO_CREDENTIALS.code());
        }
    }

    @Test
    void areRenamedByFirmwareThatCan() throws IOException {
        try (Bench bench = bench(Products.YUBIKEY_5_7)) {
            CredentialStore store = bench.key().credentials();
            enrol(bench, "tyler");
            StoredCredential before = store.list().credentials().get(0);
            store.rename(before.credentialId(), "durden", "Tyler Durden");
            assertThat(store.list().credentials())
                    .containsExactly(new StoredCredential(
                            before.rpId(), before.credentialId(), before.userId(), "durden", "Tyler Durden"));
            assertThatThrownBy(() -> store.rename(Bytes.ofHex("00ff"), "x", "x"))
                    .isInstanceOf(DeviceException.Unsuitable.class)
                    .hasMessageContaining("no such credential");
        }
    }

    @Test
    void areNotRenamedByFirmwareThatCannot() throws IOException {
        try (Bench bench = bench(Products.YUBIKEY_5_4)) {
            enrol(bench, "tyler");
            Bytes id = bench.key().credentials().list().credentials().get(0).credentialId();
            assertThatThrownBy(() -> bench.key().credentials().rename(id, "x", "x"))
                    .isInstanceOf(DeviceException.Unsuitable.class)
                    .hasMessageContaining("too old");
        }
    }

    @Test
    void areTheHoldersOnly() throws IOException {
        try (Bench bench = bench(Products.YUBIKEY_5_4)) {
            bench.pin = "wrong horse";
            assertThatThrownBy(() -> bench.key().credentials().list()).hasMessageContaining("7 tries are left");
            bench.pin = "";
            assertThatThrownBy(() -> bench.key().credentials().list()).hasMessageContaining("wants its PIN");
        }
    }
}
