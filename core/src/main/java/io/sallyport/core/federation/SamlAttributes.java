// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.name.Arn;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What AWS's own attributes of an assertion ask for (IAM User Guide, "Configure SAML assertions for the authentication
 * response"). Names mind case. Everything that is not as it must be is {@code INVALID_IDENTITY_TOKEN}.
 */
public final class SamlAttributes {
    private static final String PREFIX = "https://aws.amazon.com/SAML/Attributes/";
    private static final String TAG = PREFIX + "PrincipalTag:";

    private static final String NAME_PATTERN = "[a-zA-Z_0-9+=,.@-]{2,64}";
    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{3,5}");
    private static final int SHORTEST = 900;
    private static final int LONGEST = 43_200;
    private static final int MOST_TAGS = 50;

    private final SamlAssertion assertion;

    public SamlAttributes(SamlAssertion assertion) {
        this.assertion = assertion;
    }

    /** @throws IamException unless the provider says that its subject may be this role, by this provider */
    public void requireRole(Arn role, Arn provider) {
        Set<String> wanted = Set.of(role.toString(), provider.toString());
        boolean offered = assertion.values(PREFIX + "Role").stream()
                .map(pair ->
                        Arrays.stream(pair.split(",", -1)).map(String::strip).toList())
                // In either order.
                .anyMatch(pair -> pair.size() == 2 && wanted.equals(Set.copyOf(pair)));
        if (!offered) {
            throw SamlRefused.invalid(
                    "SAML Assertion doesn't contain the requested Role and Metadata in the attributes");
        }
    }

    public String sessionName() {
        String name = assertion
                .value(PREFIX + "RoleSessionName")
                .orElseThrow(() -> SamlRefused.invalid("RoleSessionName is required in AuthnResponse"));
        if (!NAME.matcher(name).matches()) {
            throw SamlRefused.invalid("RoleSessionName in AuthnResponse must match " + NAME_PATTERN);
        }
        return name;
    }

    /** How long a session may last; it makes none longer. */
    public Optional<Duration> sessionDuration() {
        return assertion.value(PREFIX + "SessionDuration").map(text -> {
            int seconds = SECONDS.matcher(text).matches() ? Integer.parseInt(text) : 0;
            if (seconds < SHORTEST || seconds > LONGEST) {
                throw SamlRefused.invalid("SessionDuration in AuthnResponse must be a number of seconds from "
                        + SHORTEST + " to " + LONGEST);
            }
            return Duration.ofSeconds(seconds);
        });
    }

    public Optional<String> sourceIdentity() {
        Optional<String> identity = assertion.value(PREFIX + "SourceIdentity");
        boolean good = identity.map(name -> NAME.matcher(name).matches() && !name.startsWith("aws:"))
                .orElse(true);
        if (!good) {
            throw SamlRefused.invalid("Source Identity must match " + NAME_PATTERN + " and not begin with \"aws:\"");
        }
        return identity;
    }

    /** Session tags, values by key. */
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        assertion.attributes().keySet().stream()
                .filter(name -> name.startsWith(TAG))
                .forEach(name -> tags.put(
                        name.substring(TAG.length()), assertion.value(name).orElseThrow()));
        if (tags.size() > MOST_TAGS) {
            throw SamlRefused.invalid("A session may have at most " + MOST_TAGS + " tags");
        }
        return tags;
    }

    public Set<String> transitiveTagKeys() {
        List<String> keys = assertion.values(PREFIX + "TransitiveTagKeys");
        return keys.stream().collect(Collectors.toUnmodifiableSet());
    }
}
