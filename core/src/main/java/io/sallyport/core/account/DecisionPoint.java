// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Decides for programs that keep resources of their own: may this principal do that? Needs nothing but the store.
 * Thread-safe.
 *
 * <pre>{@code
 * KeySet keys = KeySet.load(Path.of("data/keys.json"));
 * try (Accounts accounts = SqlAccounts.sqlite(Path.of("data/sallyport.db"), keys.vault())) {
 *     DecisionPoint decisions =
 *             new DecisionPoint(accounts, new Authorizer(new ManagedPolicies(), Clock.systemUTC()));
 *     Verdict verdict = decisions.decide(
 *             "arn:aws:iam::051826736434:user/zoe",
 *             "orders:GetOrder",
 *             "arn:aws:orders:us-east-1:051826736434:order/7",
 *             Map.of("aws:SourceIp", List.of("192.0.2.1")));
 *     System.out.println(verdict.isAllowed() ? "yes" : verdict.denial().get());
 * }
 * }</pre>
 */
public final class DecisionPoint {
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]{1,64}:[A-Za-z0-9_-]{1,128}");
    private static final Predicate<String> RESOURCE = Pattern.compile(
                    "\\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+", Pattern.DOTALL)
            .asMatchPredicate();
    private static final int MOST_CHARACTERS = 2048;

    private final Accounts accounts;
    private final Authorizer authorizer;

    /** @param authorizer one for the process, for what it has compiled */
    public DecisionPoint(Accounts accounts, Authorizer authorizer) {
        this.accounts = accounts;
        this.authorizer = authorizer;
    }

    /**
     * Decides about somebody by name.
     *
     * @param principal the ARN of a user, a role, a role's session or root
     * @param action such as {@code orders:GetOrder}
     * @param resource an ARN, or {@code *}
     * @param context condition keys of the request; those about the principal are known here, and what is said of them is
     *     ignored
     * @throws IamException {@code NO_SUCH_ENTITY} for a principal that is not there, {@code INVALID_INPUT} for what is no
     *     question
     */
    public Verdict decide(
            String principal, String action, String resource, Map<String, ? extends Collection<String>> context) {
        AccountId id = account(principal);
        RequestContext.Builder keys = RequestContext.builder();
        context.forEach((key, values) -> put(keys, key, values));
        AuthorizationRequest asked = question(action, resource, keys.build());
        return accounts.read(id, account -> decide(account, Subject.named(account, principal), asked));
    }

    /** Decides within a transaction that is under way. */
    public Verdict decide(Account account, Subject subject, AuthorizationRequest asked) {
        return authorizer.judge(account, subject, asked);
    }

    /** @throws IamException {@code INVALID_INPUT} for what nobody can do, or to nothing */
    public static AuthorizationRequest question(String action, String resource, RequestContext context) {
        if (!ACTION.matcher(action).matches()) {
            throw invalid("an action has the form service:Name, not '" + action + "'");
        }
        if (resource.length() > MOST_CHARACTERS || !RESOURCE.test(resource)) {
            throw invalid("a resource is an ARN of at most " + MOST_CHARACTERS + " characters, or *");
        }
        return new AuthorizationRequest(action, resource, context);
    }

    /** One value is a single one; of none the key is absent. */
    private static void put(RequestContext.Builder keys, String key, Collection<String> values) {
        if (values.size() == 1) {
            keys.put(key, values.iterator().next());
        } else {
            keys.putMultivalued(key, values);
        }
    }

    private AccountId account(String principal) {
        AccountId id;
        try {
            id = new AccountId(Arn.parse(principal).account());
        } catch (IamException malformed) {
            IamException invalid = invalid("'" + principal + "' is no ARN of a principal");
            invalid.initCause(malformed);
            throw invalid;
        }
        if (!accounts.exists(id)) {
            throw new IamException(Kind.NO_SUCH_ENTITY, "There is no account " + id + ".");
        }
        return id;
    }

    private static IamException invalid(String message) {
        return new IamException(Kind.INVALID_INPUT, message);
    }
}
