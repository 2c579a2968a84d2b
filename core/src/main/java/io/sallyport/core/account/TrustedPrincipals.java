// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Roles;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The users and roles of the account that a trust policy names. As at AWS, one who is gone stays named by unique id, so
 * that a successor of the same name is not trusted in her place (IAM User Guide, "AWS JSON policy elements: Principal").
 * Of other accounts nothing can be looked up here: their names stay as they are written.
 */
public final class TrustedPrincipals {
    private static final Pattern UNIQUE_ID = Pattern.compile("A(?:IDA|ROA)[A-Z0-9]+");

    private TrustedPrincipals() {}

    /**
     * A trust policy as it is to be stored, with unique ids.
     *
     * @throws IamException {@code MALFORMED_POLICY_DOCUMENT} for a document that is none, or one that names somebody of
     *     the account who does not exist; {@code LIMIT_EXCEEDED} for one that is too long
     */
    public static String bind(Account account, String json) {
        PolicyDocument document = PolicyDocument.parse(json, PolicyType.TRUST);
        requireSize(json);
        return document.withPrincipals(name -> bound(account, name));
    }

    private static void requireSize(String json) {
        int most = Roles.TRUST_POLICY_CHARACTERS;
        if (PolicyDocument.sizeWithoutWhitespace(json) > most) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for ACLSizePerRole: " + most);
        }
    }

    private static String bound(Account account, String name) {
        if (UNIQUE_ID.matcher(name).matches()) {
            return arn(account, name).map(living -> name).orElseThrow(() -> invalid(name));
        }
        boolean ours = name.startsWith(account.id().iam("user/").toString())
                || name.startsWith(account.id().iam("role/").toString());
        return ours ? ResourceKeys.owner(account, name).map(TagOwner::value).orElseThrow(() -> invalid(name)) : name;
    }

    private static IamException invalid(String name) {
        return new IamException(
                Kind.MALFORMED_POLICY_DOCUMENT, "Invalid principal in policy: \"AWS\":\"" + name + "\"");
    }

    /** A stored trust policy as it is shown and decides, with the ARNs of those who live. */
    public static String show(Account account, Role role) {
        return PolicyDocument.parse(role.trustPolicy(), PolicyType.TRUST)
                .withPrincipals(name -> UNIQUE_ID.matcher(name).matches()
                        ? arn(account, name).map(Arn::toString).orElse(name)
                        : name);
    }

    private static Optional<Arn> arn(Account account, String uniqueId) {
        UniqueId id = new UniqueId(uniqueId);
        Optional<User> user = account.users().find(id);
        return user.isPresent()
                ? user.map(found -> found.arn(account.id()))
                : account.roles().find(id).map(found -> found.arn(account.id()));
    }
}
