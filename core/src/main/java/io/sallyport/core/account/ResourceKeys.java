// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.ServerCertificateName;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The condition keys that a resource of the account supplies, whatever is done to it. */
final class ResourceKeys {
    /** What acts on a path: a user whose ARN reads the same is not what it is about. */
    private static final Set<String> ON_A_PATH =
            Set.of("iam:ListInstanceProfiles", "iam:ListRoles", "iam:ListServerCertificates", "iam:ListUsers");

    private static final List<String> TAGS = List.of("aws:resourcetag/", "iam:resourcetag/");

    /** {@code arn}, partition, service and region. */
    private static final int PARTS_BEFORE_ACCOUNT = 4;

    private ResourceKeys() {}

    /** Whether any of a policy's keys is about the resource's tags. */
    static boolean areTags(Collection<String> contextKeys) {
        return contextKeys.stream()
                .map(key -> key.toLowerCase(Locale.ROOT))
                .anyMatch(key -> TAGS.stream().anyMatch(key::startsWith));
    }

    /** @param withTags false saves looking for them */
    static void put(RequestContext.Builder context, Account account, AuthorizationRequest asked, boolean withTags) {
        // AWS's own policies are of no account.
        if (isOf(account.id().value(), asked.resource())) {
            context.put("aws:ResourceAccount", account.id().value());
        }
        List<Tag> tags = withTags ? tags(account, asked) : List.of();
        for (Tag tag : tags) {
            context.put("aws:ResourceTag/" + tag.key(), tag.value()).put("iam:ResourceTag/" + tag.key(), tag.value());
        }
    }

    /** Whether a key, in lower case, is about a resource of ours, so that nobody else tells us. */
    static boolean areKnown(Account account, String resource, String key) {
        String id = account.id().value();
        return isOf(id, resource)
                && (key.equals("aws:resourceaccount")
                        || (resource.startsWith("arn:aws:iam:") && TAGS.stream().anyMatch(key::startsWith)));
    }

    /** Whether the fifth part of an ARN, of six, is that account. */
    private static boolean isOf(String account, String arn) {
        int from = 0;
        for (int colons = 0; colons < PARTS_BEFORE_ACCOUNT; colons++) {
            from = arn.indexOf(':', from) + 1;
            if (from == 0) {
                return false;
            }
        }
        return arn.startsWith(account + ":", from);
    }

    private static List<Tag> tags(Account account, AuthorizationRequest asked) {
        String resource = asked.resource();
        if (!resource.startsWith(account.id().iam("").toString()) || ON_A_PATH.contains(asked.action())) {
            return List.of();
        }
        return owner(account, resource).map(owner -> account.tags().of(owner)).orElse(List.of());
    }

    /** What bears that ARN, whatever an action would make of a name of its kind. */
    static Optional<TagOwner> owner(Account account, String resource) {
        try {
            return owner(account, Arn.parse(resource));
        } catch (IamException nobodysName) {
            return Optional.empty();
        }
    }

    private static Optional<TagOwner> owner(Account account, Arn resource) {
        String type =
                resource.resource().substring(0, Math.max(0, resource.resource().indexOf('/')));
        String name = resource.resource().substring(resource.resource().lastIndexOf('/') + 1);
        return switch (type) {
            case "user" ->
                account.users()
                        .find(new UserName(name))
                        .filter(user -> user.arn(account.id()).equals(resource))
                        .map(user -> TagOwner.of(user.id()));
            case "role" ->
                account.roles()
                        .find(new RoleName(name))
                        .filter(role -> role.arn(account.id()).equals(resource))
                        .map(role -> TagOwner.of(role.id()));
            case "instance-profile" ->
                account.instanceProfiles()
                        .find(new InstanceProfileName(name))
                        .filter(profile -> profile.arn(account.id()).equals(resource))
                        .map(profile -> TagOwner.of(profile.id()));
            case "policy" -> account.customerPolicies().find(resource).map(policy -> TagOwner.of(policy.id()));
            case "mfa" -> Optional.of(TagOwner.of(resource));
            case "server-certificate" ->
                account.serverCertificates()
                        .find(new ServerCertificateName(name))
                        .filter(certificate -> certificate.arn(account.id()).equals(resource))
                        .map(certificate -> TagOwner.of(certificate.id()));
            // Known by their ARNs; where there is no such provider, there are no tags.
            case "oidc-provider", "saml-provider" -> Optional.of(TagOwner.of(resource));
            default -> Optional.empty();
        };
    }
}
