// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.name.AccountId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody an OpenID Connect provider vouches for, by a token whose signature was verified.
 *
 * @param issuer as the token names it
 * @param subject who it is about
 * @param audience the client it is for: the authorized party where the token names one
 * @param audiences the token's own list
 * @param tags session tags
 * @param transitiveTagKeys of those tags, the ones that go on along a chain of roles
 * @param sourceIdentity null for none
 * @param roles the ARNs that the token is limited to; null for no limit
 * @param keys condition keys for a trust policy, with the issuer's prefix
 */
public record WebIdentity(
        String issuer,
        String subject,
        String audience,
        List<String> audiences,
        Map<String, String> tags,
        List<String> transitiveTagKeys,
        @Nullable String sourceIdentity,
        @Nullable List<String> roles,
        Map<String, List<String>> keys) {
    private static final String SCHEME = "https://";
    private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";
    private static final String ROLES = "https://aws.amazon.com/roles";

    /** Of {@code SubjectFromWebIdentityToken}. */
    private static final int LONGEST_SUBJECT = 255;

    public WebIdentity {
        audiences = List.copyOf(audiences);
        tags = Map.copyOf(tags);
        transitiveTagKeys = List.copyOf(transitiveTagKeys);
        keys = Map.copyOf(keys);
    }

    /**
     * Reads the claims of a token that its issuer signed.
     *
     * @throws IamException {@code INVALID_IDENTITY_TOKEN}, {@code EXPIRED_IDENTITY_TOKEN}
     */
    static WebIdentity of(ObjectNode json, Instant now) {
        TokenClaims claims = new TokenClaims(json);
        claims.require();
        claims.requireValidAt(now);
        String issuer = claims.text("iss");
        String subject = claims.text("sub");
        if (subject.codePointCount(0, subject.length()) > LONGEST_SUBJECT) {
            throw WebIdentityToken.invalid("Claim sub must have at most " + LONGEST_SUBJECT + " characters");
        }
        List<String> audiences = claims.texts("aud");
        if (audiences.isEmpty()) {
            throw TokenClaims.missing("aud");
        }
        Optional<String> party = claims.optionalText("azp");
        if (audiences.size() > 1 && party.isEmpty()) {
            throw WebIdentityToken.invalid(
                    "Token audience contains more than one audience while authorized party is not present");
        }
        TokenTags tags = TokenTags.of(json);
        String audience = party.orElse(audiences.get(0));
        String prefix = withoutScheme(issuer) + ":";
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put(prefix + "aud", List.of(audience));
        keys.put(prefix + "oaud", audiences);
        keys.put(prefix + "sub", List.of(subject));
        keys.put(prefix + "amr", claims.texts("amr"));
        party.ifPresent(azp -> keys.put(prefix + "azp", List.of(azp)));
        for (String name : IssuerClaims.of(withoutScheme(issuer))) {
            claims.scalar(name).ifPresent(value -> keys.put(prefix + name, List.of(value)));
        }
        return new WebIdentity(
                issuer,
                subject,
                audience,
                audiences,
                tags.tags(),
                tags.transitiveKeys(),
                claims.optionalText(SOURCE_IDENTITY).orElse(null),
                roles(json.path(ROLES), claims),
                keys);
    }

    private static @Nullable List<String> roles(JsonNode claim, TokenClaims claims) {
        if (claim.isMissingNode()) {
            return null;
        }
        return claim.isTextual() ? List.of(claim.textValue().split("\\s*;\\s*")) : claims.texts(ROLES);
    }

    private static String withoutScheme(String issuer) {
        return issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
    }

    /** What of the condition keys the session goes on with (IAM User Guide, "Available keys for AWS OIDC federation"). */
    public Map<String, List<String>> sessionKeys() {
        String prefix = withoutScheme(issuer) + ":";
        Map<String, List<String>> lasting = new LinkedHashMap<>();
        for (String name : List.of("aud", "sub", "amr")) {
            List<String> values = keys.getOrDefault(prefix + name, List.of());
            if (!values.isEmpty()) {
                lasting.put(prefix + name, values);
            }
        }
        return lasting;
    }

    /** As trust policies and {@code aws:FederatedProvider} name the provider: its ARN, or the host of one of AWS's own. */
    public String provider(AccountId account) {
        return BuiltInProvider.of(issuer)
                .map(BuiltInProvider::host)
                .orElseGet(() ->
                        new OidcProviderUrl(withoutScheme(issuer)).arn(account).toString());
    }

    /** @throws IamException {@code INVALID_IDENTITY_TOKEN} if the token is limited to other roles */
    public void requireFor(String roleArn) {
        if (roles != null && !roles.contains(roleArn)) {
            throw WebIdentityToken.invalid(
                    "The target role ARN is not present in the roles claim of the identity token");
        }
    }

    /** The provider only: a subject may be a person. */
    @Override
    public String toString() {
        return "WebIdentity[" + issuer + "]";
    }
}
