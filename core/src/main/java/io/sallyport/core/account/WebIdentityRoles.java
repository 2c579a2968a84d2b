// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.federation.WebIdentities;
import io.sallyport.core.federation.WebIdentity;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sessions of roles for those whom an OpenID Connect provider vouches for. Thread-safe. */
public final class WebIdentityRoles {
    private static final String ACTION = "sts:AssumeRoleWithWebIdentity";
    private static final String PROVIDER = "aws:FederatedProvider";

    /** STS API reference, AssumeRole, {@code SourceIdentity}. */
    private static final Pattern SOURCE_IDENTITY = Pattern.compile("[\\w+=,.@-]{2,64}");

    private static final int MOST_TAGS = 50;

    private final RoleTrust trust;
    private final RoleSessions sessions;

    public WebIdentityRoles(RoleTrust trust, RoleSessions sessions) {
        this.trust = trust;
        this.sessions = sessions;
    }

    public static WebIdentities.ProvidersOfAccount providers(Account account) {
        return url -> account.oidcProviders().find(url.arn(account.id()));
    }

    /**
     * Opens a session, if the token is for a client of its provider and the role trusts the provider with its subject.
     *
     * @param account the role's
     * @param further what the request says of the session beside its name
     * @throws IamException {@code INVALID_IDENTITY_TOKEN}, {@code ACCESS_DENIED}, and as {@link RoleSessions#open}
     */
    public RoleSessions.Opened assume(
            Account account,
            Arn role,
            WebIdentity identity,
            UnaryOperator<SessionRequest> further,
            String sessionName,
            RequestFacts facts) {
        WebIdentities.requireAudience(identity, providers(account));
        identity.requireFor(role.toString());
        String provider = identity.provider(account.id());
        RequestContext.Builder keys = RequestContext.builder().put(PROVIDER, provider);
        identity.keys().forEach((key, values) -> put(keys, key, values));
        Asker asker = trust.outsider(Principal.federated(provider), keys.build(), facts);
        SessionRequest wanted = further.apply(SessionRequest.named(sessionName))
                .tagged(tags(identity), identity.transitiveTagKeys())
                .identifiedAs(sourceIdentity(identity))
                .vouchedFor(lasting(identity, provider));
        Role found = trust.require(
                account, role, asker, ACTION, wanted, RequestContext.builder().build());
        return sessions.open(account, found, wanted);
    }

    /** One alone is compared as AWS's examples do, without {@code ForAnyValue}. */
    private static void put(RequestContext.Builder keys, String key, List<String> values) {
        if (values.size() == 1) {
            keys.put(key, values.get(0));
        } else {
            keys.putMultivalued(key, values);
        }
    }

    private static List<Tag> tags(WebIdentity identity) {
        if (identity.tags().size() > MOST_TAGS) {
            throw invalid("Session tags passed in claim are more than " + MOST_TAGS + ".");
        }
        try {
            return identity.tags().entrySet().stream()
                    .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                    .toList();
        } catch (IamException notOne) {
            throw invalid(notOne.explanation());
        }
    }

    private static @Nullable String sourceIdentity(WebIdentity identity) {
        String said = identity.sourceIdentity();
        if (said != null && !SOURCE_IDENTITY.matcher(said).matches()) {
            throw invalid("Source identity passed in claim is not in correct format.");
        }
        return said;
    }

    private static Map<String, String> lasting(WebIdentity identity, String provider) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(PROVIDER, provider);
        identity.sessionKeys().forEach((key, values) -> {
            if (values.size() == 1) {
                keys.put(key, values.get(0));
            }
        });
        return keys;
    }

    private static IamException invalid(String message) {
        return new IamException(Kind.INVALID_IDENTITY_TOKEN, message);
    }
}
