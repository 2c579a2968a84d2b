// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.sallyport.core.IamException;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.account.PasskeySignIn;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.SignIn;
import io.sallyport.core.account.SignInName;
import io.sallyport.core.account.SignInStep;
import io.sallyport.core.account.StepUp;
import io.sallyport.core.credential.Password;
import io.sallyport.core.mfa.AddressThrottle;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import io.sallyport.web.api.SignInWitness.Outcome;
import io.sallyport.web.api.SignInWitness.Step;
import io.sallyport.web.http.Exchange;
import io.sallyport.web.http.Hosts;
import io.sallyport.web.http.Proxies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Password, then a factor, then a session. */
public final class SignInRoutes {
    private static final Pattern ACCOUNT_ID = Pattern.compile("\\d{12}");

    private static final String STEP = "step";

    /** Who it is: a user and her account, or root by e-mail. */
    private static final String[] NAME = {"account", "user", "email"};

    private final Accounts accounts;
    private final SignIn signIn;
    private final PasskeySignIn passkeys;
    private final StepUp stepUp;
    private final ApiCallers callers;
    private final AddressThrottle throttle;
    private final Proxies proxies;
    private final Hosts hosts;
    private final SignInWitness witness;

    public SignInRoutes(
            Accounts accounts,
            SignIn signIn,
            PasskeySignIn passkeys,
            StepUp stepUp,
            ApiCallers callers,
            AddressThrottle throttle,
            Proxies proxies,
            Hosts hosts,
            SignInWitness witness) {
        this.witness = witness;
        this.accounts = accounts;
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.stepUp = stepUp;
        this.callers = callers;
        this.throttle = throttle;
        this.proxies = proxies;
        this.hosts = hosts;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, "/api/v1/signin", this::known),
                new Route(HandlerType.POST, "/api/v1/signin", counted(Step.password, this::withPassword)),
                new Route(HandlerType.POST, "/api/v1/signin/passkey", counted(Step.passkey, this::beginPasskey)),
                new Route(HandlerType.POST, "/api/v1/signin/{id}/passkey", counted(Step.passkey, this::withPasskey)),
                new Route(HandlerType.POST, "/api/v1/signin/{id}/factor", counted(Step.factor, this::withFactor)),
                new Route(
                        HandlerType.POST,
                        "/api/v1/signin/{id}/password",
                        counted(Step.new_password, this::withNewPassword)),
                new Route(HandlerType.GET, "/api/v1/session", this::session),
                new Route(HandlerType.DELETE, "/api/v1/session", this::signOut));
    }

    /** Steps that are refused; what else comes of one is told where it is answered. */
    private Handler counted(Step step, Handler handler) {
        return context -> {
            context.attribute(STEP, step);
            try {
                handler.handle(context);
            } catch (AddressThrottle.TooMany tooMany) {
                witness.stepped(step, Outcome.throttled);
                throw tooMany;
            } catch (IamException | Refusal refused) {
                witness.stepped(step, Outcome.refused);
                throw refused;
            }
        };
    }

    /** What a sign-in page need not ask: the account that the Host names, whether somebody is signed in already. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record KnownJson(@Nullable String account, boolean signedIn) {}

    /** Who is signed in. */
    private record SessionJson(
            String account,
            String accountName,
            @Nullable String user,
            String arn,
            @Nullable Instant signedInAt,
            @Nullable FactorJson mfa,
            boolean mayOnlyEnrol) {}

    private record FactorJson(String method, String serial, Instant at) {
        static FactorJson of(MfaEvidence mfa) {
            return new FactorJson(mfa.method().conditionValue(), mfa.serial().value(), mfa.at());
        }
    }

    private void known(Context context) {
        String token = SessionCookie.read(context);
        boolean signedIn = token != null
                && SignIn.account(token)
                        .filter(accounts::exists)
                        .flatMap(id -> accounts.read(id, account -> signIn.caller(account, token)))
                        .isPresent();
        context.json(new KnownJson(hosts.alias(context.header("Host")).orElse(null), signedIn));
    }

    private void withPassword(Context context) {
        JsonBody body = JsonBody.of(
                context, Stream.concat(Stream.of(NAME), Stream.of("password")).toArray(String[]::new));
        Password password = Password.of(body.required("password"));
        answer(
                context,
                throttled(
                        context, () -> signIn.withPassword(named(context, body).claim(), password, facts(context))));
    }

    private void beginPasskey(Context context) {
        JsonBody body = JsonBody.of(context, NAME);
        // Not counted: whoever begins guesses at nothing. Who guessed too much begins nothing either.
        throttle.require(Exchange.client(context, proxies));
        boolean anybody = Stream.of(NAME).noneMatch(body::has);
        answer(context, anybody ? passkeys.begin() : passkeys.begin(named(context, body)));
    }

    private void withPasskey(Context context) {
        JsonBody body = JsonBody.of(context, "credential");
        answer(
                context,
                throttled(
                        context,
                        () -> passkeys.finish(context.pathParam("id"), body.object("credential"), facts(context))));
    }

    /** Refused ones count against where they come from. */
    private SignInStep throttled(Context context, Supplier<SignInStep> attempt) {
        String client = Exchange.client(context, proxies);
        throttle.require(client);
        try {
            return attempt.get();
        } catch (IamException refused) {
            if (refused.kind() == IamException.Kind.ACCESS_DENIED) {
                throttle.failed(client);
            }
            throw refused;
        }
    }

    private SignInName named(Context context, JsonBody body) {
        if (body.has("email")) {
            return root(body.required("email"));
        }
        String account = body.optional("account")
                .or(() -> hosts.alias(context.header("Host")))
                .orElseThrow(() -> JsonBody.bad("'account' is missing: the account's id or alias"));
        String user = body.required("user");
        String typed = account + "/" + user;
        UserName name;
        try {
            name = new UserName(user);
        } catch (IamException noSuchName) {
            return new SignInName(Optional.empty(), null, typed);
        }
        return new SignInName(account(account), name, typed);
    }

    private Optional<AccountId> account(String idOrAlias) {
        try {
            return ACCOUNT_ID.matcher(idOrAlias).matches()
                    ? Optional.of(new AccountId(idOrAlias))
                    : accounts.byAlias(new AccountAlias(idOrAlias));
        } catch (IamException noSuchName) {
            return Optional.empty();
        }
    }

    private SignInName root(String email) {
        try {
            return new SignInName(accounts.byRootEmail(new EmailAddress(email)), null, email);
        } catch (IamException noAddress) {
            return new SignInName(Optional.empty(), null, email);
        }
    }

    private void withFactor(Context context) {
        // Wrong codes count against the device, which rests after a few, against its owner, and against where they come
        // from.
        JsonBody body = JsonBody.of(context, "serial", "code", "code2", "credential", "recoveryCode", "accessCode");
        answer(context, withFactor(body, context.pathParam("id"), facts(context)));
    }

    private SignInStep withFactor(JsonBody body, String id, RequestFacts facts) {
        if (body.has("recoveryCode")) {
            return signIn.withRecoveryCode(id, body.required("recoveryCode"), facts);
        }
        if (body.has("accessCode")) {
            return signIn.withAccessCode(id, body.required("accessCode"), facts);
        }
        return body.has("credential")
                ? signIn.withKey(id, body.object("credential"), facts)
                : withCodes(id, body, facts);
    }

    private SignInStep withCodes(String id, JsonBody body, RequestFacts facts) {
        MfaSerial serial = new MfaSerial(body.required("serial"));
        String code = body.required("code");
        return body.has("code2")
                ? signIn.withCodes(id, serial, code, body.required("code2"), facts)
                : signIn.withCode(id, serial, code, facts);
    }

    private void withNewPassword(Context context) {
        JsonBody body = JsonBody.of(context, "password");
        answer(
                context,
                signIn.withNewPassword(
                        context.pathParam("id"), Password.of(body.required("password")), facts(context)));
    }

    private RequestFacts facts(Context context) {
        return Exchange.facts(context, proxies, null);
    }

    private void answer(Context context, SignInStep step) {
        Step given = Objects.requireNonNull(context.attribute(STEP));
        witness.stepped(given, outcome(step));
        StepJson.answer(context, step, Exchange.secure(context, proxies));
    }

    private static Outcome outcome(SignInStep step) {
        if (step instanceof SignInStep.SignedIn) {
            return Outcome.signed_in;
        }
        return step instanceof SignInStep.FactorRequired ? Outcome.factor_required : Outcome.password_change_required;
    }

    private void session(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        Optional<Duration> maxAge = MaxAge.of(context);
        context.json(accounts.read(proven.account(), account -> {
            Caller caller = proven.caller(account);
            if (maxAge.isPresent() && !stepUp.isYoungEnough(caller, maxAge.get())) {
                throw new FactorTooOld();
            }
            return new SessionJson(
                    caller.account().value(),
                    account.displayName(),
                    caller.user() == null ? null : caller.user().name().value(),
                    caller.arn().toString(),
                    caller.issuedAt(),
                    caller.mfa() == null ? null : FactorJson.of(caller.mfa()),
                    caller.mayOnlyEnrol());
        }));
    }

    private void signOut(Context context) {
        String token = SessionCookie.read(context);
        if (token != null) {
            signIn.signOut(token, facts(context));
        }
        SessionCookie.clear(context, Exchange.secure(context, proxies));
        context.status(204);
    }
}
