// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.OutboundKeyring;
import io.sallyport.core.account.OutboundTokens;
import io.sallyport.core.federation.OutboundAlgorithm;
import io.sallyport.core.federation.OutboundKey;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenRequest;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/** Tokens by which other systems know who calls them. */
public final class OutboundActions {
    private static final int DEFAULT_SECONDS = 300;

    private final OutboundTokens tokens;
    private final OutboundKeyring keyring;

    public OutboundActions(OutboundTokens tokens, OutboundKeyring keyring) {
        this.tokens = tokens;
        this.keyring = keyring;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changesInSteps(
                "GetWebIdentityToken",
                GetWebIdentityTokenRequest.class,
                onArn(
                        (call, in) -> "arn:aws:sts::" + call.account().id() + ":self",
                        OutboundActions::putKeys,
                        in -> in.tags().isEmpty() ? List.of() : List.of("TagGetWebIdentityToken")),
                this::getWebIdentityToken);
    }

    /** IAM User Guide, "Controlling access with IAM policies" of outbound identity federation. */
    private static void putKeys(GetWebIdentityTokenRequest in, RequestContext.Builder keys) {
        keys.putMultivalued("sts:IdentityTokenAudience", in.audience())
                .put("sts:SigningAlgorithm", in.signingAlgorithm())
                .put("sts:DurationSeconds", Long.toString(lifetime(in).toSeconds()))
                .putMultivalued("aws:TagKeys", in.tags().stream().map(Tag::key).toList());
        in.tags().forEach(tag -> keys.put("aws:RequestTag/" + tag.key(), tag.value()));
    }

    private static Duration lifetime(GetWebIdentityTokenRequest in) {
        return Duration.ofSeconds(in.durationSeconds() == null ? DEFAULT_SECONDS : in.durationSeconds());
    }

    private Supplier<Function<Call, ? extends SdkPojo>> getWebIdentityToken(Call call, GetWebIdentityTokenRequest in) {
        OutboundAlgorithm algorithm = OutboundAlgorithm.of(in.signingAlgorithm())
                .orElseThrow(() -> new IamException(
                        Kind.VALIDATION_ERROR,
                        "Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for"
                                + " supported algorithms"));
        OutboundTokens.Request request =
                new OutboundTokens.Request(in.audience(), algorithm, lifetime(in), tags(in.tags()));
        OutboundTokens.Claims claims = tokens.state(
                call.account(),
                call.caller(),
                request,
                call.facts(),
                call.sessionEnds().orElse(null));
        List<OutboundKeyring.Due> due = keyring.due(call.account().outboundKeys());
        return () -> {
            List<OutboundKey> made = keyring.make(due);
            return acting -> {
                OutboundKeyring.put(acting.account().outboundKeys(), made);
                OutboundKey key =
                        acting.account().outboundKeys().current(algorithm).orElseThrow();
                return GetWebIdentityTokenResponse.builder()
                        .webIdentityToken(key.sign(claims.claims()))
                        .expiration(claims.expiration())
                        .build();
            };
        };
    }

    /** Contrary to other tags, also those that AWS keeps for itself. */
    private static Map<String, String> tags(List<Tag> members) {
        Map<String, String> tags = new LinkedHashMap<>();
        Set<String> folded = new HashSet<>();
        for (Tag tag : members) {
            if (!folded.add(tag.key().toLowerCase(Locale.ROOT))) {
                throw new IamException(
                        Kind.INVALID_PARAMETER_VALUE,
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            tags.put(tag.key(), tag.value());
        }
        return tags;
    }
}
