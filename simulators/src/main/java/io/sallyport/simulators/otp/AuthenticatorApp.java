// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.hardware.otp.OtpAuthUri;
import io.sallyport.hardware.otp.QrCode;
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
 * <p>Thread-safe. Accounts live as long as the object does.
 */
public final class AuthenticatorApp {
    private final InstantSource clock;
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    /** @param clock the phone's */
    public AuthenticatorApp(InstantSource clock) {
        this.clock = clock;
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
        OtpAuthUri uri = OtpAuthUri.parse(otpAuthUri);
        synchronized (accounts) {
            Account account = new Account(
                    freeLabel(uri.label()), new CodeDisplay(uri.seed(), uri.parameters(), uri.counter(), clock));
            accounts.put(account.label(), account);
            return account;
        }
    }

    /** The accounts' labels in the order in which they were added. */
    public List<String> labels() {
        synchronized (accounts) {
            return List.copyOf(accounts.keySet());
        }
    }

    /**
     * @param label as in {@link #labels()}
     * @throws IllegalArgumentException if there is no such account
     */
    public Account account(String label) {
        synchronized (accounts) {
            Account account = accounts.get(label);
            if (account == null) {
                throw new IllegalArgumentException("this app has no account '" + label + "', only " + labels());
            }
            return account;
        }
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

    private String freeLabel(String label) {
        String free = label;
        for (int i = 2; accounts.containsKey(free); i++) {
            free = label + " (" + i + ")";
        }
        return free;
    }

    /** One account in the app's list. */
    public static final class Account {
        private final String label;
        private final CodeDisplay display;

        private Account(String label, CodeDisplay display) {
            this.label = label;
            this.display = display;
        }

        /** {@code ISSUER:ACCOUNT}, or the account alone, with a number where the app had that label before. */
        public String label() {
            return label;
        }

        /** The code now. An event-based account moves its counter on, so each call shows another. */
        public String code() {
            return display.next();
        }

        /** @throws IllegalStateException if the account is event-based */
        public String codeAt(Instant instant) {
            return display.codeAt(instant);
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
