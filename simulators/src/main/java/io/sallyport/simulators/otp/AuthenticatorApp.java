// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.hardware.otp.OtpAuthUri;
import io.sallyport.hardware.otp.QrCode;
import io.sallyport.simulators.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An authenticator app such as Google Authenticator: it learns accounts from QR codes and shows their codes.
 *
 * <pre>{@code
 * AuthenticatorApp app = new AuthenticatorApp(InstantSource.system());
 * String code = app.scan(qrCodePng).code();
 * }</pre>
 *
 * <p>Thread-safe. Accounts and their counters are kept in a {@link Storage}, by default for as long as the object lives.
 */
public final class AuthenticatorApp {
    private final InstantSource clock;
    private final AppAccounts accounts;

    /** @param clock the phone's */
    public AuthenticatorApp(InstantSource clock) {
        this(clock, Storage.inMemory());
    }

    /** @param storage the phone's memory, with the accounts that an earlier app left there */
    public AuthenticatorApp(InstantSource clock, Storage storage) {
        this.clock = clock;
        this.accounts = new AppAccounts(storage);
    }

    /**
     * Adds the account whose QR code a picture shows.
     *
     * @param png at most 10 million pixels, such as AWS's {@code QRCodePNG} or a screenshot
     * @throws IllegalArgumentException if there is no such QR code, see {@link QrCode#text} and {@link #add}
     */
    public Account scan(byte[] png) {
        return add(QrCode.text(png));
    }

    /**
     * Adds the account of an {@code otpauth://} URI. A label that is there already is numbered ({@code ACME:zoe (2)}),
     * as one person may have several devices at one place.
     *
     * @throws IllegalArgumentException as {@link OtpAuthUri#parse}; the message never holds the secret
     */
    public Account add(String otpAuthUri) {
        return new Account(accounts.add(OtpAuthUri.parse(otpAuthUri)));
    }

    /**
     * Adds all accounts that another phone hands over by an {@code otpauth-migration://} URI.
     *
     * @throws IllegalArgumentException if it is none, or one of its accounts is of a kind that shows no code here; then
     *     none is added
     */
    public List<Account> addAll(String migrationUri) {
        return MigrationPayload.parse(migrationUri).stream()
                .map(uri -> new Account(accounts.add(uri)))
                .toList();
    }

    /** The accounts' labels in the order in which they were added. */
    public List<String> labels() {
        return accounts.labels();
    }

    /**
     * @param label as in {@link #labels()}, or the part after the issuer where only one account has it
     * @throws IllegalArgumentException if there is no such account, or more than one
     */
    public Account account(String label) {
        return new Account(accounts.find(label));
    }

    /** What one sees at a glance: each time-based account and its code now. Event-based ones wait to be asked. */
    public Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (String label : labels()) {
            SeededCodes shown = codes(accounts.get(accounts.find(label)));
            if (shown.timeBased()) {
                codes.put(label, shown.at(now));
            }
        }
        return codes;
    }

    /**
     * The code that the app's only account shows now.
     *
     * @throws IllegalStateException if the app has no account or several
     */
    public String code() {
        return only().code();
    }

    /**
     * The code that the app's only account shows at {@code instant}.
     *
     * @throws IllegalStateException if the app has no account or several, or the account is event-based
     */
    public String codeAt(Instant instant) {
        return only().codeAt(instant);
    }

    private Account only() {
        List<String> labels = labels();
        if (labels.size() != 1) {
            throw new IllegalStateException("name the account: this app has " + labels);
        }
        return account(labels.get(0));
    }

    private static SeededCodes codes(AppAccounts.Entry entry) {
        return new SeededCodes(entry.uri().seed(), entry.uri().parameters());
    }

    /** One account in the app's list. Once removed, it answers with an {@link IllegalStateException}. */
    public final class Account {
        private final String id;

        private Account(String id) {
            this.id = id;
        }

        /** {@code ISSUER:ACCOUNT}, or the account alone, with a number where the app had that label before. */
        public String label() {
            return accounts.get(id).label();
        }

        public OtpParameters parameters() {
            return accounts.get(id).uri().parameters();
        }

        /** The code now. An event-based account moves its counter on, so each call shows another. */
        public String code() {
            SeededCodes codes = codes(accounts.get(id));
            return codes.timeBased()
                    ? codes.at(clock.instant())
                    : codes.at(accounts.change(id, AppAccounts.Entry::counted)
                            .uri()
                            .counter());
        }

        /** @throws IllegalStateException if the account is event-based */
        public String codeAt(Instant instant) {
            return codes(accounts.get(id)).at(instant);
        }

        /**
         * Gives it another label in this app; its codes stay.
         *
         * @throws IllegalArgumentException if another account has that label, or it is blank
         */
        public void rename(String label) {
            accounts.rename(id, label);
        }

        public void remove() {
            accounts.remove(id);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Account account && id.equals(account.id) && app() == account.app();
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        private AuthenticatorApp app() {
            return AuthenticatorApp.this;
        }

        @Override
        public String toString() {
            return label();
        }
    }
}
