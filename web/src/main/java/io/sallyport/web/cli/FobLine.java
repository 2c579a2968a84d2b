// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fob as a command prints it. */
record FobLine(Map<String, String> members) {
    static FobLine of(StockedFob fob, AccountId account) {
        CodeDevice device = fob.device();
        UniqueId owner = device.owner();
        return of(
                device.serial().value(),
                fob.state().name(),
                fob.held(),
                device.parameters().algorithm().name(),
                device.parameters().digits(),
                fob.maker(),
                owner == null
                        ? null
                        : (fob.user() == null ? account.root() : fob.user().arn(account)).toString(),
                fob.since() == null ? null : fob.since().toString(),
                fob.by());
    }

    /** Of what the JSON API says. */
    static FobLine of(JsonNode fob) {
        return of(
                fob.path("serial").asText(),
                fob.path("state").asText(),
                fob.path("held").asBoolean(),
                fob.path("algorithm").asText(),
                fob.path("digits").asInt(),
                fob.path("maker").textValue(),
                fob.path("assignedTo").textValue(),
                fob.path("since").textValue(),
                fob.path("by").textValue());
    }

    private static FobLine of(
            String serial,
            String state,
            boolean held,
            String algorithm,
            int digits,
            @Nullable String maker,
            @Nullable String assignedTo,
            @Nullable String since,
            @Nullable String by) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("Serial", serial);
        members.put("State", state);
        members.put("Held", Boolean.toString(held));
        members.put("Algorithm", algorithm);
        members.put("Digits", Integer.toString(digits));
        putIfKnown(members, "Maker", maker);
        putIfKnown(members, "AssignedTo", assignedTo);
        putIfKnown(members, "Since", since);
        putIfKnown(members, "By", by);
        return new FobLine(members);
    }

    private static void putIfKnown(Map<String, String> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** For people: what matters most, in columns. */
    String text() {
        return Stream.of("Serial", "State", "AssignedTo", "Since", "Maker")
                .map(name -> members.getOrDefault(name, "-"))
                .collect(Collectors.joining("  "));
    }
}
