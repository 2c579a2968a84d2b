// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the values of one container with the key that the reader has. Where the container has a MAC, nothing is decrypted
 * before its MAC was right; what a cipher without integrity encrypted is not opened without one (RFC 6030 section 6.1).
 */
final class PskcOpening {
    private final SeedKey key;
    private final PskcEncryptionKey named;
    private final @Nullable PskcMacMethod method;
    private byte @Nullable [] macKey;
    private byte @Nullable [] derived;
    private byte @Nullable [] transported;
    private boolean anyMacRight;

    PskcOpening(SeedKey key, PskcEncryptionKey named, @Nullable PskcMacMethod method) {
        this.key = key;
        this.named = named;
        this.method = method;
    }

    /** Whether there is a key, and so no seed may be plain: somebody could have put it there. */
    boolean hasKey() {
        return !(key instanceof SeedKey.None);
    }

    /**
     * An encrypted value.
     *
     * @param element what it is, for messages
     */
    byte[] open(String element, PskcEncrypted encrypted, @Nullable Bytes mac) {
        if (!hasKey()) {
            throw new PskcRefusal("its " + element + " is encrypted under " + named.shown() + ", which is missing");
        }
        if (method != null && (mac != null || !provesIntegrity(encrypted))) {
            verify(element, encrypted, mac, method);
        } else if (mac != null) {
            throw new PskcRefusal("its " + element + " has a MAC, but the file names no MACMethod");
        } else if (!provesIntegrity(encrypted)) {
            throw new PskcRefusal("its " + element + " is encrypted in CBC mode and has no MAC: any change would pass");
        }
        try {
            return decrypt(encrypted);
        } catch (GeneralSecurityException broken) {
            throw new PskcRefusal("its " + element + " does not open: " + blame());
        }
    }

    private void verify(String element, PskcEncrypted encrypted, @Nullable Bytes mac, PskcMacMethod by) {
        if (mac == null) {
            throw new PskcRefusal("its " + element + " has no MAC");
        }
        if (!MessageDigest.isEqual(by.mac().over(encrypted.value().toArray(), macKey(by, encrypted)), mac.toArray())) {
            throw new PskcRefusal("the MAC of its " + element + " is wrong: " + blame());
        }
        anyMacRight = true;
    }

    private String blame() {
        return anyMacRight ? "it was changed" : "it was changed, or the key is not the file's";
    }

    /** Of the MAC; where none is in the file, that of the values (older drafts of RFC 6030). */
    private byte[] macKey(PskcMacMethod by, PskcEncrypted value) {
        if (macKey == null) {
            macKey = by.key().isPresent() ? openedMacKey(by.key().get()) : valueKey(value);
        }
        return macKey;
    }

    private byte[] openedMacKey(PskcEncrypted encrypted) {
        byte[] opened;
        try {
            opened = decrypt(encrypted);
        } catch (GeneralSecurityException wrong) {
            throw new PskcRefusal("the file is not under this key: its MACKey does not open");
        }
        if (opened.length == 0) {
            throw new PskcRefusal("its MACKey is empty");
        }
        return opened;
    }

    private byte[] valueKey(PskcEncrypted value) {
        if (PskcKeyTransport.of(value).isPresent()) {
            throw new PskcRefusal("the file has a MACMethod without a MACKey");
        }
        return symmetric(cipher(value));
    }

    private static boolean provesIntegrity(PskcEncrypted encrypted) {
        // A value encrypted to a certificate is anybody's; its padding at least shows most changes.
        return PskcKeyTransport.of(encrypted).isPresent() || cipher(encrypted).provesIntegrity();
    }

    private byte[] decrypt(PskcEncrypted encrypted) throws GeneralSecurityException {
        Optional<PskcKeyTransport> transport = PskcKeyTransport.of(encrypted);
        if (transport.isPresent()) {
            return transport.get().open(encrypted.value().toArray(), privateKey());
        }
        PskcCipher cipher = cipher(encrypted);
        return cipher.open(encrypted.value().toArray(), symmetric(cipher));
    }

    private static PskcCipher cipher(PskcEncrypted encrypted) {
        return PskcCipher.named(encrypted.algorithm())
                .orElseThrow(() -> new PskcRefusal("a value is encrypted with a cipher that is not known here"));
    }

    private PrivateKey privateKey() {
        if (!(key instanceof SeedKey.Recipient recipient) || !(recipient.key() instanceof RSAKey rsa)) {
            throw new PskcRefusal("the file is encrypted to a certificate, " + named.shown()
                    + ": what opens it is the RSA private key of that");
        }
        Optional<X509Certificate> certificate = named.certificate();
        if (certificate.isPresent()
                && certificate.get().getPublicKey() instanceof RSAKey theirs
                && !theirs.getModulus().equals(rsa.getModulus())) {
            throw new PskcRefusal("the private key is not that of the file's certificate, " + named.shown());
        }
        return recipient.key();
    }

    private byte[] symmetric(PskcCipher cipher) {
        byte[] fit = named.transported().isPresent()
                ? transported(named.transported().get())
                : agreed(cipher);
        if (!cipher.takes(fit)) {
            throw new PskcRefusal(
                    "the file's cipher takes a key of " + cipher.keyBytes() + " bytes, not of " + fit.length);
        }
        return fit;
    }

    /** The key that travels in the file, encrypted under ours. */
    private byte[] transported(PskcEncrypted encrypted) {
        if (transported == null) {
            try {
                Optional<PskcKeyTransport> transport = PskcKeyTransport.of(encrypted);
                transported = transport.isPresent()
                        ? transport.get().open(encrypted.value().toArray(), privateKey())
                        : unwrapped(cipher(encrypted), encrypted);
            } catch (GeneralSecurityException wrong) {
                throw new PskcRefusal("the file is not under this key: its EncryptedKey does not open");
            }
        }
        return transported;
    }

    private byte[] unwrapped(PskcCipher cipher, PskcEncrypted encrypted) throws GeneralSecurityException {
        byte[] wrapping = agreed(cipher);
        if (!cipher.takes(wrapping)) {
            throw new PskcRefusal("the file's cipher takes a key of " + cipher.keyBytes() + " bytes");
        }
        return cipher.open(encrypted.value().toArray(), wrapping);
    }

    private byte[] agreed(PskcCipher cipher) {
        if (key instanceof SeedKey.Recipient) {
            throw new PskcRefusal("the file is not encrypted to a certificate, but under " + named.shown());
        }
        if (key instanceof SeedKey.Password given) {
            return derived(given.password(), cipher);
        }
        if (key instanceof SeedKey.PreShared shared && named.password().isEmpty()) {
            return shared.key().toArray();
        }
        throw new PskcRefusal("the file is opened by a password: " + named.shown());
    }

    private byte[] derived(String password, PskcCipher cipher) {
        if (derived == null) {
            PskcPassword derivation = named.password()
                    .orElseThrow(() -> new PskcRefusal("no password opens the file, but " + named.shown()));
            if (password.isEmpty()) {
                throw new PskcRefusal("the password is empty");
            }
            int length = derivation.length() == 0 ? cipher.keyBytes() : derivation.length();
            derived = derivation.key(password, length);
        }
        return derived;
    }
}
