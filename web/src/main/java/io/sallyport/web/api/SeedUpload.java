// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.sallyport.core.IamException;
import io.sallyport.hardware.otp.SeedFileException;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.web.http.LargeBody;
import io.sallyport.web.http.MultipartForm;
import io.sallyport.web.stock.SeedDelivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A seed file and what opens it, in a request's body: a form with parts {@code file}, {@code key} or {@code password},
 * {@code dryRun} and {@code quarantine}, or the file alone.
 */
final class SeedUpload {
    private static final int MOST_BYTES = 64 << 20;

    /** Each may hold {@link #MOST_BYTES} in memory. */
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private static final Set<String> PARTS = Set.of("file", "key", "password", "dryRun", "quarantine");

    private final LargeBody body;
    private final @Nullable MultipartForm form;

    private SeedUpload(LargeBody body, @Nullable MultipartForm form) {
        this.body = body;
        this.form = form;
    }

    /** Holds a request's body as long as the work with it takes. */
    static <T> T with(Context context, Function<SeedUpload, T> work) {
        if (!AT_ONCE.tryAcquire()) {
            throw new IamException(
                    IamException.Kind.SERVICE_UNAVAILABLE, "Other seed files are being read: try again in a minute.");
        }
        try {
            LargeBody body = LargeBody.read(context, MOST_BYTES);
            String type = context.contentType();
            return work.apply(new SeedUpload(
                    body, type != null && MultipartForm.is(type) ? MultipartForm.of(type, body, PARTS) : null));
        } finally {
            AT_ONCE.release();
        }
    }

    boolean dryRun() {
        return form != null && form.flag("dryRun");
    }

    /** @throws IamException {@code INVALID_INPUT} on the first row that breaks a rule, or if the key is not the file's */
    SeedDelivery read() {
        try (InputStream file = form == null ? body.open() : form.open("file")) {
            SeedKey key = form == null ? new SeedKey.None() : key(form.bytes("key"), form.text("password"));
            return SeedDelivery.read(file, key, form != null && form.flag("quarantine"), read -> {});
        } catch (SeedFileException refused) {
            throw JsonBody.bad(String.valueOf(refused.getMessage()));
        } catch (CharacterCodingException notText) {
            throw JsonBody.bad("the seed file is not text in UTF-8");
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
    }

    /** @throws IamException {@code INVALID_INPUT} if there are both, or the key is none */
    static SeedKey key(Optional<byte[]> key, Optional<String> password) {
        if (key.isPresent() && password.isPresent()) {
            throw JsonBody.bad("'key' and 'password' do not go together");
        }
        try {
            return key.map(SeedKey::ofFile)
                    .or(() -> password.map(SeedKey.Password::new))
                    .orElseGet(SeedKey.None::new);
        } catch (IllegalArgumentException notAKey) {
            throw JsonBody.bad(String.valueOf(notAKey.getMessage()));
        }
    }
}
