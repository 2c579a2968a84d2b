// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.sallyport.core.account.ServiceRoles.Workload;
import io.sallyport.core.name.AccountId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * To what a role is handed, as a request says.
 *
 * @param region of an instance
 * @param roleDelivery of an instance the version of the metadata service that hands it on, {@code 1.0} or {@code 2.0}
 */
record RoleDelivery(String service, String name, String region, String roleDelivery, Duration lifetime) {
    static final String EC2 = "ec2.amazonaws.com";

    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.amazonaws\\.com");
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern INSTANCE = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(?:-[a-z]+)+-[0-9]");
    private static final Pattern VERSION = Pattern.compile("[12]\\.0");

    /** As long as EC2 hands them out for. */
    private static final int DEFAULT_SECONDS = 21_600;

    private static final int MOST_SECONDS = 43_200;

    static RoleDelivery toInstance(Context context) {
        JsonBody body = JsonBody.of(context, "instanceId", "region", "roleDelivery", "durationSeconds");
        return toInstance(body);
    }

    private static RoleDelivery toInstance(JsonBody body) {
        return new RoleDelivery(
                EC2,
                matching(body.optional("instanceId"), "instanceId", INSTANCE),
                matching(Optional.of(body.optional("region").orElse("us-east-1")), "region", REGION),
                matching(Optional.of(body.optional("roleDelivery").orElse("2.0")), "roleDelivery", VERSION),
                lifetime(body));
    }

    static RoleDelivery toService(Context context) {
        JsonBody body = JsonBody.of(
                context, "service", "sessionName", "instanceId", "region", "roleDelivery", "durationSeconds");
        String service = matching(body.optional("service"), "service", SERVICE);
        if (service.equals(EC2)) {
            return toInstance(body);
        }
        return new RoleDelivery(
                service, matching(body.optional("sessionName"), "sessionName", NAME), "", "", lifetime(body));
    }

    /** Shorter than AWS's quarter of an hour too, so that somebody can watch them being replaced. */
    private static Duration lifetime(JsonBody body) {
        int seconds = body.number("durationSeconds").orElse(DEFAULT_SECONDS);
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw JsonBody.bad("'durationSeconds' is not between 1 and " + MOST_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static String matching(Optional<String> value, String member, Pattern pattern) {
        String text = value.orElseThrow(() -> JsonBody.bad("'" + member + "' is missing"));
        if (!pattern.matcher(text).matches()) {
            throw JsonBody.bad("'" + member + "' does not match " + pattern);
        }
        return text;
    }

    Workload workload(AccountId account) {
        if (!service.equals(EC2)) {
            return new Workload(service, name, "", Map.of());
        }
        String arn = "arn:aws:ec2:" + region + ":" + account + ":instance/" + name;
        return new Workload(service, name, arn, Map.of("ec2:RoleDelivery", roleDelivery, "ec2:SourceInstanceARN", arn));
    }
}
