// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedFileException;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.web.aws.HttpMessage;
import io.sallyport.web.aws.QueryRequest;
import io.sallyport.web.http.Exchange;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fobs on their way into stock. */
public final class FobRoutes {
    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;

    public FobRoutes(ApiRecorder recorder, ApiCallers callers, Authorizer authorizer) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.POST, "/api/v1/fobs", this::importSeeds));
    }

    private record ImportedJson(int imported) {}

    private void importSeeds(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        HttpMessage message = Exchange.message(context);
        if (message.body().length() > QueryRequest.MAX_BODY) {
            throw JsonBody.bad("a seed file has at most " + QueryRequest.MAX_BODY + " bytes: import it in parts");
        }
        List<TokenSeed> seeds = read(new StringReader(new String(message.body().toArray(), StandardCharsets.UTF_8)));
        ApiRecorder.Asked asked =
                new ApiRecorder.Asked(proven, "ImportFobs", EventRecord.json().put("fobs", seeds.size()));
        context.status(201).json(recorder.change(asked, account -> {
            authorizer.require(
                    account,
                    proven.caller(account),
                    "sallyport:ImportFobs",
                    account.id().iam("mfa/*").toString(),
                    proven.facts());
            return new ImportedJson(addAll(account, seeds));
        }));
    }

    private static List<TokenSeed> read(Reader csv) {
        try {
            return SeedFile.oathCsv(csv);
        } catch (SeedFileException refused) {
            throw JsonBody.bad(String.valueOf(refused.getMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string ends no sooner than it does", impossible);
        }
    }

    /** All or none: a serial that is known already refuses the whole file. */
    public static int addAll(Account account, List<TokenSeed> seeds) {
        for (TokenSeed seed : seeds) {
            account.mfaDevices()
                    .add(
                            CodeDevice.newFob(
                                    new MfaSerial(seed.serial()), seed.parameters(), seed.counter(), seed.drift()),
                            seed.seed());
        }
        return seeds.size();
    }
}
