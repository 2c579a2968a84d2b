// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickSignaturesTest {
    private static final byte[] SIGNED = {1, 2, 3};
    private static final Supplier<Provider> WITHOUT_NATIVE_CODE = new Verifiers(() -> {
        throw new UnsatisfiedLinkError("no conscrypt_openjdk_jni in java.library.path");
    });

    private @Nullable Provider installed;

    @AfterEach
    void takeAway() {
        if (installed != null) {
            Security.removeProvider(installed.getName());
        }
    }

    private void install(Supplier<Provider> verifiers) {
        installed = new QuickSignatures(verifiers);
        Security.removeProvider(installed.getName());
        Security.insertProviderAt(installed, 1);
    }

    private static KeyPair keyPair(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static byte[] signature(KeyPair key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(SIGNED);
        return signature.sign();
    }

    private static Signature verifier(KeyPair key) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.getPublic());
        verifier.update(SIGNED);
        return verifier;
    }

    private static boolean verifies(KeyPair key, byte[] signature) throws GeneralSecurityException {
        try {
            return verifier(key).verify(signature);
        } catch (SignatureException malformed) {
            return false;
        }
    }

    @Test
    void conscryptVerifiesHere() {
        assertThat(new Verifiers().get().getName()).isEqualTo("Conscrypt");
    }

    @Test
    void bouncyCastleVerifiesWhereThereIsNoNativeCode() {
        assertThat(WITHOUT_NATIVE_CODE.get().getName()).isEqualTo("BC");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void verifiesWhatJavaSignedAndNothingElse(boolean nativeCode) throws GeneralSecurityException {
        install(nativeCode ? new Verifiers() : WITHOUT_NATIVE_CODE);
        KeyPair key = keyPair("secp256r1");
        byte[] signature = signature(key);
        assertThat(verifier(key).getProvider()).isSameAs(installed);
        assertThat(verifies(key, signature)).isTrue();
        assertThat(verifies(keyPair("secp256r1"), signature)).isFalse();
        for (int at = 0; at < signature.length; at++) {
            byte[] flipped = signature.clone();
            flipped[at] ^= 1;
            assertThat(verifies(key, flipped)).as("byte %d", at).isFalse();
        }
    }

    /** CVE-2022-21449: r and s of zero verified for every message and key. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void psychicSignaturesAreRefused(boolean nativeCode) throws GeneralSecurityException {
        install(nativeCode ? new Verifiers() : WITHOUT_NATIVE_CODE);
        KeyPair key = keyPair("secp256r1");
        String order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
        for (String hex : new String[] {
            "3006020100020100", "300602010002" + "0101", "3006020101020100", "302602" + "2100" + order + "020100"
        }) {
            assertThat(verifies(key, HexFormat.of().parseHex(hex))).as(hex).isFalse();
        }
    }

    @Test
    void everythingElseIsLeftToJava() throws GeneralSecurityException {
        install(new Verifiers());
        KeyPair p256 = keyPair("secp256r1");
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(p256.getPrivate());
        assertThat(signing.getProvider().getName()).isEqualTo("SunEC");
        assertThat(verifier(keyPair("secp384r1")).getProvider().getName()).isEqualTo("SunEC");
        assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo("SUN");
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo("SunJCE");
        assertThat(SSLContext.getDefault().getProvider().getName()).isEqualTo("SunJSSE");
        assertThat(new SecureRandom().getProvider()).isNotSameAs(installed);
        assertThat(Security.getProviders()).extracting(Provider::getName).doesNotContain("Conscrypt", "BC");
    }
}
