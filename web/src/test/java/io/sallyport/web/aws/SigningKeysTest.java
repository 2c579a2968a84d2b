// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final String ID = "AKIAIOSFODNN7EXAMPLE";
    private static final CredentialScope TODAY = new CredentialScope("20261124", "us-east-1", "iam", "aws4_request");
    private static final CredentialScope TOMORROW = new CredentialScope("20261125", "us-east-1", "iam", "aws4_request");

    private final SigningKeys keys = new SigningKeys();
    private final AtomicInteger opened = new AtomicInteger();

    private SigningSecret secret(int sealed, String text) {
        return SigningSecret.sealed(Bytes.of((byte) sealed), () -> {
            opened.incrementAndGet();
            return text.getBytes(StandardCharsets.UTF_8);
        });
    }

    private byte[] signedWith(SigningSecret secret, CredentialScope scope) {
        byte[] key = keys.get(ID, secret, scope);
        keys.keep(ID, secret, scope, key);
        return key;
    }

    @Test
    void aSecretIsOpenedOnceForEachDayRegionAndService() {
        byte[] first = signedWith(secret(1, "secret"), TODAY);
        assertThat(signedWith(secret(1, "secret"), TODAY)).isSameAs(first);
        assertThat(opened).hasValue(1);
        assertThat(signedWith(secret(1, "secret"), TOMORROW)).isNotEqualTo(first);
        assertThat(opened).hasValue(2);
    }

    @Test
    void whatWasKeptCountsForTheSealedSecretItWasDerivedFromOnly() {
        byte[] old = signedWith(secret(1, "old"), TODAY);
        byte[] replaced = signedWith(secret(2, "new"), TODAY);
        assertThat(replaced)
                .isNotEqualTo(old)
                .isEqualTo(SignatureV4.signingKey(SigningSecret.of("new".getBytes(StandardCharsets.UTF_8)), TODAY));
        assertThat(signedWith(secret(2, "new"), TODAY)).isSameAs(replaced);
    }

    @Test
    void nothingIsKeptBeforeASignatureWasRight() {
        keys.get(ID, secret(1, "secret"), TODAY);
        keys.get(ID, secret(1, "secret"), TODAY);
        assertThat(opened).hasValue(2);
    }

    @Test
    void theSecretOfASessionIsNotKept() {
        SigningSecret session = SigningSecret.of("session".getBytes(StandardCharsets.UTF_8));
        assertThat(signedWith(session, TODAY))
                .isEqualTo(signedWith(session, TODAY))
                .isNotSameAs(signedWith(session, TODAY));
    }
}
