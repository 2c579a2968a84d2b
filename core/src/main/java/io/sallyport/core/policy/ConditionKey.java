// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The name of a condition key, whose case counts for nothing. */
final class ConditionKey {
    /** The keys of nearly every request, folded once instead of each time. */
    private static final Map<String, ConditionKey> USUAL = Stream.of(
                    "aws:CurrentTime",
                    "aws:EpochTime",
                    "aws:MultiFactorAuthAge",
                    "aws:MultiFactorAuthPresent",
                    "aws:PrincipalAccount",
                    "aws:PrincipalArn",
                    "aws:PrincipalType",
                    "aws:Referer",
                    "aws:RequestedRegion",
                    "aws:SecureTransport",
                    "aws:SourceIp",
                    "aws:TagKeys",
                    "aws:TokenIssueTime",
                    "aws:UserAgent",
                    "aws:userid",
                    "aws:username",
                    "sallyport:MfaAttested",
                    "sallyport:MfaMethod",
                    "sallyport:MfaPhishingResistant")
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), name -> new ConditionKey(name.toLowerCase(Locale.ROOT))));

    private final String folded;
    private final int hash;

    private ConditionKey(String folded) {
        this.folded = folded;
        this.hash = folded.hashCode();
    }

    static ConditionKey of(String name) {
        ConditionKey usual = USUAL.get(name);
        // One text for all policies and requests that use a key: then it stays in the cache, and equal is identical.
        return usual == null ? new ConditionKey(name.toLowerCase(Locale.ROOT).intern()) : usual;
    }

    /** In lower case. */
    String folded() {
        return folded;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof ConditionKey key && folded.equals(key.folded));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
