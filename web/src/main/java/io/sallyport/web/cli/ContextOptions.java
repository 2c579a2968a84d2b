// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.policy.RequestContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --context}: condition keys of the request. */
final class ContextOptions {
    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            description = "A condition key, such as aws:MultiFactorAuthPresent=true; again for a further value or key."
                    + " The time is now unless given.")
    private List<String> entries = new ArrayList<>();

    /** @param now for the keys of time */
    RequestContext.Builder context(CommandLine command, Instant now) {
        RequestContext.Builder context = RequestContext.builder()
                .put("aws:CurrentTime", now.toString())
                .put("aws:EpochTime", Long.toString(now.getEpochSecond()));
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(command, "--context takes KEY=VALUE, not " + entry);
            }
            byKey.computeIfAbsent(entry.substring(0, equals), key -> new ArrayList<>())
                    .add(entry.substring(equals + 1));
        }
        byKey.forEach((key, values) -> {
            if (values.size() == 1) {
                context.put(key, values.get(0));
            } else {
                context.putMultivalued(key, values);
            }
        });
        return context;
    }
}
