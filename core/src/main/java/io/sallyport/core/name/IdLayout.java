// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import java.math.BigInteger;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * AWS's layout of ids after their four-letter prefix: base32 of one set bit, 40 bits of account number and random bits
 * to the end.
 */
final class IdLayout {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int ACCOUNT_BITS = 40;
    private static final int HEAD_CHARS = 10;

    private IdLayout() {}

    static String generate(AccountId account, int chars, RandomGenerator random) {
        int randomBits = chars * 5 - ACCOUNT_BITS - 1;
        BigInteger bits = BigInteger.ONE
                .shiftLeft(ACCOUNT_BITS)
                .or(new BigInteger(account.value()))
                .shiftLeft(randomBits)
                .or(BigInteger.valueOf(random.nextLong(1L << randomBits)));
        StringBuilder id = new StringBuilder();
        for (int i = chars - 1; i >= 0; i--) {
            id.append(ALPHABET.charAt(bits.shiftRight(i * 5).intValue() & 31));
        }
        return id.toString();
    }

    /** Random letters and digits, for ids that hold no account. */
    static String random(int chars, RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        random.ints(chars, 0, ALPHABET.length()).forEach(i -> id.append(ALPHABET.charAt(i)));
        return id.toString();
    }

    static AccountId account(String id) {
        if (id.length() < HEAD_CHARS) {
            throw new IllegalArgumentException("an id with an account in it is longer");
        }
        long head = 0;
        for (int i = 0; i < HEAD_CHARS; i++) {
            int digit = ALPHABET.indexOf(id.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("not base32");
            }
            head = head << 5 | digit;
        }
        if (head >> (HEAD_CHARS * 5 - 1) == 0) {
            throw new IllegalArgumentException("ids made before 2019 hold no account");
        }
        long account = head >> (HEAD_CHARS * 5 - ACCOUNT_BITS - 1) & (1L << ACCOUNT_BITS) - 1;
        return new AccountId(String.format(Locale.ROOT, "%012d", account));
    }
}
