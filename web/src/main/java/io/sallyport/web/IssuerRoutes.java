// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.OutboundKeyring;
import io.sallyport.core.federation.TokenIssuers;
import io.sallyport.core.name.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What those who are shown a token of an account look up (OpenID Connect Discovery 1.0 §4): below {@code /outbound/ID},
 * and below the root for those who come by the host that AWS would give the account. Both are for everybody.
 */
final class IssuerRoutes {
    private static final String CONFIGURATION = "/.well-known/openid-configuration";
    private static final String KEYS = "/.well-known/jwks.json";

    private final Accounts accounts;
    private final OutboundKeyring keyring;
    private final TokenIssuers issuers;

    IssuerRoutes(Accounts accounts, OutboundKeyring keyring, TokenIssuers issuers) {
        this.accounts = accounts;
        this.keyring = keyring;
        this.issuers = issuers;
    }

    void mount(RoutesConfig routes) {
        Map<String, BiConsumer<Context, String>> documents =
                Map.of(CONFIGURATION, this::configuration, KEYS, this::keys);
        documents.forEach((path, document) -> {
            routes.get("/outbound/{id}" + path, context -> document.accept(context, context.pathParam("id")));
            routes.get(path, context -> document.accept(context, idOfHost(context)));
        });
    }

    /** Whether a request is for a host of AWS's shape, and for what is there for everybody. */
    static boolean isForEverybody(Context context) {
        String host = context.header("Host");
        return host != null
                && TokenIssuers.idOfHost(host).isPresent()
                && List.of(CONFIGURATION, KEYS).contains(context.path());
    }

    private static String idOfHost(Context context) {
        String host = context.header("Host");
        return (host == null ? Optional.<String>empty() : TokenIssuers.idOfHost(host))
                .orElseThrow(NotFoundResponse::new);
    }

    private AccountId account(String id) {
        return accounts.byTokenIssuer(id).orElseThrow(NotFoundResponse::new);
    }

    private void configuration(Context context, String id) {
        account(id);
        String issuer = issuers.url(id);
        context.json(Map.of(
                "issuer",
                issuer,
                "jwks_uri",
                issuer + KEYS,
                "response_types_supported",
                List.of("id_token"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256", "ES384"),
                "claims_supported",
                List.of("sub", "iss", "aud", "exp", "iat", "jti", "https://sts.amazonaws.com/")));
    }

    private void keys(Context context, String id) {
        String keys = accounts.read(account(id), account -> keyring.published(account.outboundKeys()));
        context.contentType("application/json").result(keys);
    }
}
