// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric cipher of XML Encryption with which values are encrypted.
 *
 * @param keyBytes how long its key is
 */
record PskcCipher(Mode mode, int keyBytes) {
    private static final Map<String, PskcCipher> NAMES = Map.ofEntries(
            Map.entry("aes128-cbc", new PskcCipher(Mode.AES_CBC, 16)),
            Map.entry("aes192-cbc", new PskcCipher(Mode.AES_CBC, 24)),
            Map.entry("aes256-cbc", new PskcCipher(Mode.AES_CBC, 32)),
            Map.entry("aes128-gcm", new PskcCipher(Mode.AES_GCM, 16)),
            Map.entry("aes192-gcm", new PskcCipher(Mode.AES_GCM, 24)),
            Map.entry("aes256-gcm", new PskcCipher(Mode.AES_GCM, 32)),
            Map.entry("kw-aes128", new PskcCipher(Mode.AES_WRAP, 16)),
            Map.entry("kw-aes192", new PskcCipher(Mode.AES_WRAP, 24)),
            Map.entry("kw-aes256", new PskcCipher(Mode.AES_WRAP, 32)),
            Map.entry("kw-aes-128-pad", new PskcCipher(Mode.AES_WRAP_PADDED, 16)),
            Map.entry("kw-aes-192-pad", new PskcCipher(Mode.AES_WRAP_PADDED, 24)),
            Map.entry("kw-aes-256-pad", new PskcCipher(Mode.AES_WRAP_PADDED, 32)),
            Map.entry("tripledes-cbc", new PskcCipher(Mode.TRIPLE_DES_CBC, 24)),
            Map.entry("kw-tripledes", new PskcCipher(Mode.TRIPLE_DES_WRAP, 24)));

    static Optional<PskcCipher> named(String uri) {
        String name = PskcNames.fragment(uri).toLowerCase(Locale.ROOT);
        // RFC 6030 was written before the padded ones had a name; both spellings are about.
        return Optional.ofNullable(NAMES.get(name.replaceFirst("^kw-aes(\\d{3})-pad$", "kw-aes-$1-pad")));
    }

    /** Whether a changed value does not open; of the others a MAC is wanted (RFC 6030 section 6.1). */
    boolean provesIntegrity() {
        return mode != Mode.AES_CBC && mode != Mode.TRIPLE_DES_CBC;
    }

    /** Whether a key has a length of this cipher's; two keys of DES stand for three. */
    boolean takes(byte[] key) {
        return key.length == keyBytes || (keyBytes == 24 && mode.isTripleDes() && key.length == 16);
    }

    /** @throws GeneralSecurityException if it does not open */
    byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException {
        return mode.open(sealed, key);
    }

    /** How a cipher is used. */
    enum Mode {
        AES_CBC {
            @Override
            byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException {
                return cbc("AES", 16, sealed, key);
            }
        },
        AES_GCM {
            @Override
            byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException {
                if (sealed.length < GCM_VECTOR) {
                    throw new GeneralSecurityException("too short");
                }
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        new SecretKeySpec(key, "AES"),
                        new GCMParameterSpec(128, sealed, 0, GCM_VECTOR));
                return cipher.doFinal(sealed, GCM_VECTOR, sealed.length - GCM_VECTOR);
            }
        },
        /** RFC 3394. */
        AES_WRAP {
            @Override
            byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException {
                return unwrapped("AES/KW/NoPadding", "AES", sealed, key);
            }
        },
        /** RFC 5649. */
        AES_WRAP_PADDED {
            @Override
            byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException {
                return unwrapped("AES/KWP/NoPadding", "AES", sealed, key);
            }
        },
        TRIPLE_DES_CBC {
            @Override
            byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException {
                return cbc("DESede", 8, sealed, threeKeys(key));
            }
        },
        /** RFC 3217. */
        TRIPLE_DES_WRAP {
            @Override
            byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException {
                return unwrapped("DESedeWrap", "DESede", sealed, threeKeys(key));
            }
        };

        private static final int GCM_VECTOR = 12;

        abstract byte[] open(byte[] sealed, byte[] key) throws GeneralSecurityException;

        boolean isTripleDes() {
            return this == TRIPLE_DES_CBC || this == TRIPLE_DES_WRAP;
        }

        private static byte[] cbc(String algorithm, int block, byte[] sealed, byte[] key)
                throws GeneralSecurityException {
            if (sealed.length < 2 * block) {
                throw new GeneralSecurityException("too short");
            }
            Cipher cipher = Cipher.getInstance(algorithm + "/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), new IvParameterSpec(sealed, 0, block));
            byte[] padded = cipher.doFinal(sealed, block, sealed.length - block);
            // XML Encryption section 5.2: the last byte tells how many, the others are whatever they are.
            int padding = padded[padded.length - 1];
            if (padding < 1 || padding > block) {
                throw new GeneralSecurityException("no padding");
            }
            return Arrays.copyOf(padded, padded.length - padding);
        }

        private static byte[] unwrapped(String transformation, String algorithm, byte[] sealed, byte[] key)
                throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance(transformation);
            cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(key, algorithm));
            return cipher.unwrap(sealed, "RAW", Cipher.SECRET_KEY).getEncoded();
        }

        private static byte[] threeKeys(byte[] key) {
            byte[] three = Arrays.copyOf(key, 24);
            if (key.length == 16) {
                System.arraycopy(key, 0, three, 16, 8);
            }
            return three;
        }
    }
}
