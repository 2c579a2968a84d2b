// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.policy.RequestContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The condition keys every request supplies (IAM User Guide, "AWS global condition context keys"). */
final class CallerContext {
    private CallerContext() {}

    static RequestContext of(Caller caller, RequestFacts facts, Instant now) {
        RequestContext.Builder context = RequestContext.builder()
                .put("aws:CurrentTime", now.toString())
                .put("aws:EpochTime", Long.toString(now.getEpochSecond()))
                .put("aws:SourceIp", facts.sourceIp())
                .put("aws:SecureTransport", facts.secureTransport())
                .put("aws:PrincipalArn", caller.arn().toString())
                .put("aws:PrincipalAccount", caller.account().value())
                .put("aws:PrincipalType", caller.isRoot() ? "Account" : "User")
                .put("aws:userid", caller.id().value());
        putUnlessNull(context, "aws:UserAgent", facts.userAgent());
        putUnlessNull(context, "aws:RequestedRegion", facts.region());
        User user = caller.user();
        putUnlessNull(context, "aws:username", user == null ? null : user.name().value());
        Instant issuedAt = caller.issuedAt();
        if (issuedAt != null) {
            context.put("aws:TokenIssueTime", issuedAt.toString());
        }
        // Absent with a long-term key: that is what BoolIfExists is for.
        if (caller.credential() != Caller.Credential.LONG_TERM_KEY) {
            context.put("aws:MultiFactorAuthPresent", caller.mfa() != null);
        }
        putMfa(context, caller.mfa(), now);
        return context.build();
    }

    private static void putMfa(RequestContext.Builder context, @Nullable MfaEvidence mfa, Instant now) {
        if (mfa == null) {
            return;
        }
        context.put(
                        "aws:MultiFactorAuthAge",
                        Long.toString(Duration.between(mfa.at(), now).toSeconds()))
                .put("sallyport:MfaMethod", mfa.method().conditionValue())
                .put("sallyport:MfaPhishingResistant", mfa.phishingResistant())
                .put("sallyport:MfaAttested", mfa.attested());
    }

    private static void putUnlessNull(RequestContext.Builder context, String key, @Nullable String value) {
        if (value != null) {
            context.put(key, value);
        }
    }
}
