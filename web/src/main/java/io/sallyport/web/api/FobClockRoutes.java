// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.FobClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which fobs will fall out of the window and when, whose clock jumped, and which are out of their maker's specification. */
public final class FobClockRoutes {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private final WholeAccount account;
    private final InstantSource clock;

    public FobClockRoutes(WholeAccount account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, "/api/v1/fobs/clocks", this::clocks));
    }

    private record ClocksJson(List<FobClockJson> clocks) {}

    private void clocks(Context context) {
        FobClock.Limits limits = new FobClock.Limits(
                Duration.ofDays(number(
                        context, "days", FobClock.Limits.STANDARD.within().toDays())),
                number(context, "ppm", (long) FobClock.Limits.STANDARD.maxPpm()));
        boolean all = all(context.queryParam("all"));
        Instant now = clock.instant();
        context.json(account.read(
                account.callers().require(context),
                "GetFobClocks",
                EventRecord.json(),
                in -> new ClocksJson(FobClock.of(in, limits, now).stream()
                        .filter(fob -> all || !fob.findings().isEmpty())
                        .map(fob -> FobClockJson.of(fob, now))
                        .toList())));
    }

    private static long number(Context context, String name, long unlessGiven) {
        @Nullable String given = context.queryParam(name);
        if (given == null) {
            return unlessGiven;
        }
        if (!NUMBER.matcher(given).matches()) {
            throw JsonBody.bad("'" + name + "' is a number of up to four digits");
        }
        return Long.parseLong(given);
    }

    private static boolean all(@Nullable String given) {
        if (given != null && !given.equals("true")) {
            throw JsonBody.bad("'all' is true, or not given");
        }
        return given != null;
    }
}
