// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.mfa.FobState;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.web.stock.SeedDelivery;
import io.sallyport.web.stock.SeedExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Fobs on their way into stock and out of it, a file at a time. */
public final class FobRoutes {
    private static final String PATH = "/api/v1/fobs";

    /** RFC 6030 section 14.1. */
    private static final String PSKC = "application/pskc+xml";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;
    private final SecureRandom random;
    private final InstantSource clock;

    public FobRoutes(
            ApiRecorder recorder, ApiCallers callers, Authorizer authorizer, SecureRandom random, InstantSource clock) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
        this.random = random;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, PATH, this::importSeeds),
                new Route(HandlerType.POST, PATH + "/export", this::exportSeeds));
    }

    private record ImportedJson(int imported, FobState state) {}

    private record ReadableJson(int readable) {}

    private void importSeeds(Context context) {
        callers.requireKnown(context);
        boolean dryRun = SeedUpload.with(context, upload -> {
            ApiCallers.Proven proven = callers.require(context);
            // Before the file is read, which costs what its maker pleased.
            ApiRecorder.Asked unread = new ApiRecorder.Asked(proven, "ImportFobs", EventRecord.json());
            recorder.ask(unread, account -> require(account, proven, "ImportFobs"));
            SeedDelivery delivery = upload.read();
            boolean dry = upload.dryRun();
            ObjectNode parameters = delivery.parameters().put("dryRun", dry);
            ApiRecorder.Asked asked = new ApiRecorder.Asked(proven, "ImportFobs", parameters);
            context.json(
                    dry
                            ? recorder.read(asked, allowed(proven, "ImportFobs", account -> tried(account, delivery)))
                            : recorder.change(
                                    asked,
                                    allowed(proven, "ImportFobs", account -> imported(account, proven, delivery))));
            return dry;
        });
        context.status(dryRun ? 200 : 201);
    }

    private static ReadableJson tried(Account account, SeedDelivery delivery) {
        delivery.requireUnknown(account);
        return new ReadableJson(delivery.fobs().size());
    }

    private ImportedJson imported(Account account, ApiCallers.Proven proven, SeedDelivery delivery) {
        String by = proven.caller(account).arn().toString();
        return new ImportedJson(delivery.into(account, clock.instant(), by), delivery.state());
    }

    private void exportSeeds(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        JsonBody body = JsonBody.of(context, "states", "key", "password");
        Set<FobState> states = FobStates.of(body.strings("states"));
        SeedKey key = SeedUpload.key(
                body.optional("key").map(text -> text.getBytes(StandardCharsets.UTF_8)), body.optional("password"));
        if (key instanceof SeedKey.None) {
            throw JsonBody.bad("seeds leave encrypted only: give 'key' or 'password'");
        }
        ApiRecorder.Asked asked = new ApiRecorder.Asked(proven, "ExportFobs", SeedExport.parameters(states));
        SeedExport export = recorder.read(
                asked, allowed(proven, "ExportFobs", account -> SeedExport.of(account, states, clock.instant())));
        byte[] file = encrypted(export, key);
        // On record before it leaves.
        recorder.change(
                asked,
                allowed(proven, "ExportFobs", account -> true),
                (account, allowed) -> EventRecord.json().put("fobs", export.size()));
        context.contentType(PSKC)
                .header("Content-Disposition", "attachment; filename=\"fobs.pskcxml\"")
                .header("Cache-Control", "no-store")
                .result(file);
    }

    private byte[] encrypted(SeedExport export, SeedKey key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            export.write(out, key, random);
        } catch (IllegalArgumentException noSuchKey) {
            throw JsonBody.bad(String.valueOf(noSuchKey.getMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return out.toByteArray();
    }

    private <T> Function<Account, T> allowed(ApiCallers.Proven proven, String action, Function<Account, T> work) {
        return account -> {
            require(account, proven, action);
            return work.apply(account);
        };
    }

    /** On all of the account's fobs: whose serials a file names is not known before it is read. */
    private void require(Account account, ApiCallers.Proven proven, String action) {
        authorizer.require(
                account,
                proven.caller(account),
                "sallyport:" + action,
                account.id().iam("mfa/*").toString(),
                proven.facts());
    }
}
