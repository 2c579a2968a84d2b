// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Why a request was denied, sealed for those who may know: whoever was denied carries the message to somebody who may
 * call {@code sts:DecodeAuthorizationMessage}. It opens in its account only and for {@link #LIFETIME}. Thread-safe.
 */
public final class AuthorizationMessages {
    /** AWS says that messages expire, not when. Shorter than tokens of retired keys open. */
    public static final Duration LIFETIME = Duration.ofHours(24);

    /** What {@code DecodeAuthorizationMessage} takes. */
    static final int LONGEST = 10_240;

    private static final String CONTEXT = "authorization message|";

    private final Vault vault;
    private final InstantSource clock;

    /** @param vault not the one that seals the store: messages leave the house */
    public AuthorizationMessages(Vault vault, InstantSource clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Seals a decision.
     *
     * @param account where it may be decoded
     * @param asked with every condition key that was decided by; when the message would become longer than {@code
     *     DecodeAuthorizationMessage} takes, condition keys and statements are left out
     * @return URL-safe base64 without padding, as AWS's messages are
     */
    public String encode(AccountId account, Caller caller, AuthorizationRequest asked, Decision decision) {
        DecodedMessage message = DecodedMessage.of(caller, asked, decision);
        String sealed = seal(account, message);
        return sealed.length() <= LONGEST ? sealed : seal(account, message.shortened());
    }

    private String seal(AccountId account, DecodedMessage message) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .putLong(clock.instant().toEpochMilli())
                .array());
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(plain)) {
            deflated.write(Json.write(message).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory is always writable", impossible);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(vault.seal(plain.toByteArray(), CONTEXT + account));
    }

    /**
     * Opens a message: JSON with the members of AWS's.
     *
     * @throws IamException {@code INVALID_AUTHORIZATION_MESSAGE} if it is not one of this account's, or too old
     */
    public String decode(AccountId account, String message) {
        ByteBuffer plain;
        try {
            plain = ByteBuffer.wrap(vault.open(Base64.getUrlDecoder().decode(message), CONTEXT + account));
        } catch (IllegalArgumentException | Vault.SealBroken notOurs) {
            throw invalid();
        }
        Instant sealedAt = Instant.ofEpochMilli(plain.getLong());
        if (!clock.instant().isBefore(sealedAt.plus(LIFETIME))) {
            throw invalid();
        }
        // Nobody else could have sealed it, so it is no bomb either.
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(plain.array(), plain.position(), plain.remaining()))) {
            return new String(inflated.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException("what was sealed is whole", impossible);
        }
    }

    private static IamException invalid() {
        return new IamException(Kind.INVALID_AUTHORIZATION_MESSAGE, "Message is not valid");
    }
}
