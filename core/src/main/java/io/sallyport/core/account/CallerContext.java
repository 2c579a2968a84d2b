// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.policy.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The condition keys every request supplies (IAM User Guide, "AWS global condition context keys"). */
final class CallerContext {
    private CallerContext() {}

    /**
     * Adds them to a context, over whatever is in it.
     *
     * @param tags the caller's
     */
    static void put(RequestContext.Builder context, Caller caller, List<Tag> tags, RequestFacts facts, Instant now) {
        putRequest(context, facts, now);
        putCaller(context, caller, tags, now);
    }

    /** Adds those that are about the caller, not about the request. */
    static void putCaller(RequestContext.Builder context, Caller caller, List<Tag> tags, Instant now) {
        putPrincipal(context, caller, tags);
        putGrant(context, caller.grant());
        Instant issuedAt = caller.issuedAt();
        if (issuedAt != null) {
            context.put("aws:TokenIssueTime", issuedAt.toString());
        }
        putMfa(context, caller, now);
    }

    /** Adds those that are about nobody, only about the request. */
    static void putRequest(RequestContext.Builder context, RequestFacts facts, Instant now) {
        putTime(context, now);
        context.put("aws:SourceIp", facts.sourceIp()).put("aws:SecureTransport", facts.secureTransport());
        putUnlessNull(context, "aws:UserAgent", facts.userAgent());
        putUnlessNull(context, "aws:Referer", facts.referer());
        putUnlessNull(context, "aws:RequestedRegion", facts.region());
    }

    static void putTime(RequestContext.Builder context, Instant now) {
        context.put("aws:CurrentTime", now.toString()).put("aws:EpochTime", Long.toString(now.getEpochSecond()));
    }

    private static void putPrincipal(RequestContext.Builder context, Caller caller, List<Tag> tags) {
        RoleSession role = caller.role();
        User user = caller.user();
        context.put("aws:PrincipalArn", (role == null ? caller.arn() : role.roleArn()).toString())
                .put("aws:PrincipalAccount", caller.account().value())
                .put("aws:PrincipalType", type(caller))
                .put("aws:PrincipalIsAWSService", false)
                .put("aws:ViaAWSService", false)
                .put("aws:userid", caller.userId());
        putUnlessNull(context, "aws:username", user == null ? null : user.name().value());
        caller.tags(tags).forEach(tag -> context.put("aws:PrincipalTag/" + tag.key(), tag.value()));
    }

    private static String type(Caller caller) {
        return switch (caller.credential()) {
            case ROLE_SESSION -> "AssumedRole";
            case FEDERATED_SESSION -> "FederatedUser";
            default -> caller.isRoot() ? "Account" : "User";
        };
    }

    private static void putGrant(RequestContext.Builder context, @Nullable SessionGrant grant) {
        if (grant != null) {
            grant.keys().forEach(context::put);
            putUnlessNull(context, "aws:SourceIdentity", grant.sourceIdentity());
        }
    }

    private static void putMfa(RequestContext.Builder context, Caller caller, Instant now) {
        MfaEvidence mfa = caller.mfa();
        // Absent with a long-term key: that is what BoolIfExists is for.
        if (caller.credential().saysWhetherMfa()) {
            context.put("aws:MultiFactorAuthPresent", mfa != null);
        }
        if (mfa != null) {
            putEvidence(context, mfa, now);
        }
    }

    /** Adds that a second factor was shown, be it by the credential or by the request itself. */
    static void putEvidence(RequestContext.Builder context, MfaEvidence mfa, Instant now) {
        context.put("aws:MultiFactorAuthPresent", true)
                .put(
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
