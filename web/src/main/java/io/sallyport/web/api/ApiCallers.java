// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.SignIn;
import io.sallyport.core.name.AccountId;
import io.sallyport.web.aws.SignatureVerifier;
import io.sallyport.web.aws.Signer;
import io.sallyport.web.aws.Verified;
import io.sallyport.web.http.Exchange;
import io.sallyport.web.http.Proxies;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who calls the JSON API: the holder of a browser session, or whoever signed with SigV4 for service {@code sallyport}. */
public final class ApiCallers {
    private static final String SERVICE = "sallyport";

    private final Accounts accounts;
    private final SignIn signIn;
    private final SignatureVerifier<Signer> signatures;
    private final Proxies proxies;

    public ApiCallers(Accounts accounts, SignIn signIn, SignatureVerifier<Signer> signatures, Proxies proxies) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.signatures = signatures;
        this.proxies = proxies;
    }

    /**
     * A credential that has proven itself.
     *
     * @param accessKeyId null for a browser's session
     * @param in whom it stands for, asked within the transaction that acts on it; empty if for nobody any more
     */
    record Proven(
            AccountId account,
            RequestFacts facts,
            @Nullable String accessKeyId,
            Function<Account, Optional<Caller>> in) {
        /** @throws NotSignedIn if the credential stands for nobody any more */
        Caller caller(Account within) {
            return in.apply(within).orElseThrow(NotSignedIn::new);
        }
    }

    /** @throws NotSignedIn, or the AWS API's own refusals of a signature */
    Proven require(Context context) {
        if (context.header("Authorization") != null) {
            Verified<Signer> verified = signatures.verify(Exchange.message(context), SERVICE);
            return new Proven(
                    verified.principal().account(),
                    facts(context, verified.region()),
                    verified.accessKeyId(),
                    account -> verified.principal().caller(account));
        }
        String token = Optional.ofNullable(SessionCookie.read(context)).orElseThrow(NotSignedIn::new);
        return new Proven(
                SignIn.account(token).filter(accounts::exists).orElseThrow(NotSignedIn::new),
                facts(context, null),
                null,
                account -> signIn.caller(account, token));
    }

    /**
     * As {@link #require}, before the body is read: the holder of a browser session, or of a key that may sign.
     *
     * @throws NotSignedIn, or the AWS API's own refusals
     */
    void requireKnown(Context context) {
        if (context.header("Authorization") != null) {
            signatures.requireKnown(Exchange.head(context), SERVICE);
            return;
        }
        Proven holder = require(context);
        accounts.read(holder.account(), holder::caller);
    }

    private RequestFacts facts(Context context, @Nullable String region) {
        return Exchange.facts(context, proxies, region);
    }
}
