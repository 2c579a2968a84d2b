// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onAny;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.PagedLists;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempted;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Holding;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;

/**
 * An account's users, groups, roles and policies, and what they hold, on pages that go through all of them: users first,
 * then groups, roles and policies. How many queries a page takes does not depend on how many users or groups it shows.
 */
public final class AuthorizationDetailActions {
    private static final String EVERYWHERE = "/";

    private final PolicyShelf shelf;
    private final Attempts attempts;

    public AuthorizationDetailActions(ManagedPolicies managed, Attempts attempts) {
        this.shelf = new PolicyShelf(managed);
        this.attempts = attempts;
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                "GetAccountAuthorizationDetails",
                GetAccountAuthorizationDetailsRequest.class,
                onAny(),
                this::getAccountAuthorizationDetails);
    }

    private GetAccountAuthorizationDetailsResponse getAccountAuthorizationDetails(
            Call call, GetAccountAuthorizationDetailsRequest in) {
        Account account = call.account();
        Set<EntityType> wanted = in.filter().isEmpty() ? EnumSet.allOf(EntityType.class) : Set.copyOf(in.filter());
        PagedLists lists = new PagedLists(PageRequest.of(in.maxItems(), in.marker()));
        List<User> users = lists.next(
                page -> wanted.contains(EntityType.USER) ? account.users().list(EVERYWHERE, page) : Page.none(),
                user -> user.name().key());
        List<Group> groups = lists.next(
                page -> wanted.contains(EntityType.GROUP) ? account.groups().list(EVERYWHERE, page) : Page.none(),
                group -> group.name().key());
        List<Role> roles = lists.next(
                page -> wanted.contains(EntityType.ROLE) ? account.roles().list(EVERYWHERE, page) : Page.none(),
                role -> role.name().key());
        List<ManagedPolicy> policies =
                lists.next(page -> page.slice(policies(account, wanted), ManagedPolicy::place), ManagedPolicy::place);

        Map<UniqueId, Holding> held = account.holdings()
                .of(Stream.of(
                                users.stream().map(User::id),
                                groups.stream().map(Group::id),
                                roles.stream().map(Role::id))
                        .flatMap(ids -> ids)
                        .toList());
        Map<UniqueId, Attempted> lastUsed =
                attempts.last(account, roles.stream().map(Role::id).toList());
        return GetAccountAuthorizationDetailsResponse.builder()
                .userDetailList(users.stream()
                        .map(user -> DetailWire.user(account.id(), user, of(held, user.id())))
                        .toList())
                .groupDetailList(groups.stream()
                        .map(group -> DetailWire.group(account.id(), group, of(held, group.id())))
                        .toList())
                .roleDetailList(roles.stream()
                        .map(role -> DetailWire.role(account, role, of(held, role.id()), lastUsed.get(role.id())))
                        .toList())
                .policies(details(account, policies))
                .isTruncated(lists.marker() != null)
                .marker(lists.marker())
                .build();
    }

    private static Holding of(Map<UniqueId, Holding> held, UniqueId holder) {
        return Objects.requireNonNull(held.get(holder), holder::value);
    }

    private List<ManagedPolicy> policies(Account account, Set<EntityType> wanted) {
        return Stream.concat(
                        wanted.contains(EntityType.LOCAL_MANAGED_POLICY) ? shelf.own(account, EVERYWHERE) : Stream.of(),
                        wanted.contains(EntityType.AWS_MANAGED_POLICY) ? shelf.ofAws(EVERYWHERE) : Stream.of())
                .sorted(Comparator.comparing(ManagedPolicy::place))
                .toList();
    }

    private List<ManagedPolicyDetail> details(Account account, List<ManagedPolicy> policies) {
        return policies.isEmpty() ? List.of() : new PolicyDetails(account, shelf, policies).write();
    }
}
