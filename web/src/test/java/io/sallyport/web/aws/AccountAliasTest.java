// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;

/** CreateAccountAlias, DeleteAccountAlias, ListAccountAliases. */
class AccountAliasTest extends ServedAccount {
    private String alias(String prefix) {
        return prefix + "-" + account.id();
    }

    @Test
    void anAccountHasOneAliasWhichTheNextReplaces() {
        ListAccountAliasesResponse none = iam.listAccountAliases();
        assertThat(none.hasAccountAliases()).isTrue();
        assertThat(none.accountAliases()).isEmpty();
        assertThat(none.isTruncated()).isFalse();

        iam.createAccountAlias(in -> in.accountAlias(alias("first")));
        assertThat(iam.listAccountAliases().accountAliases()).containsExactly(alias("first"));
        iam.createAccountAlias(in -> in.accountAlias(alias("second")));
        assertThat(iam.listAccountAliases(in -> in.maxItems(1)).accountAliases())
                .containsExactly(alias("second"));

        iam.deleteAccountAlias(in -> in.accountAlias(alias("second")));
        assertThat(iam.listAccountAliases().accountAliases()).isEmpty();
    }

    @Test
    void anAliasIsOneAccountsOnly() {
        iam.createAccountAlias(in -> in.accountAlias(alias("mine")));
        IamClient other = server.iam(server.account().admin());
        for (IamClient client : new IamClient[] {iam, other}) {
            assertRefused(
                    () -> client.createAccountAlias(in -> in.accountAlias(alias("mine"))),
                    409,
                    "EntityAlreadyExists",
                    "The account alias " + alias("mine") + " already exists.");
        }
        assertRefused(
                () -> other.deleteAccountAlias(in -> in.accountAlias(alias("mine"))),
                404,
                "NoSuchEntity",
                "The account alias " + alias("mine") + " cannot be found.");
        iam.deleteAccountAlias(in -> in.accountAlias(alias("mine")));
        other.createAccountAlias(in -> in.accountAlias(alias("mine")));
    }

    @Test
    void whatIsNoAliasIsRefused() {
        for (String wrong : new String[] {"Acme", "-acme", "acme-", "ac--me", "ac_me"}) {
            assertRefused(
                    () -> iam.createAccountAlias(in -> in.accountAlias(wrong)),
                    400,
                    "ValidationError",
                    "1 validation error detected: Value at 'accountAlias' failed to satisfy constraint: Member must"
                            + " satisfy regular expression pattern: ^[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$");
        }
        assertRefused(
                () -> iam.createAccountAlias(in -> in.accountAlias("ac")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'accountAlias' failed to satisfy constraint: Member must have"
                        + " length greater than or equal to 3");
        assertRefused(() -> iam.createAccountAlias(in -> in.accountAlias("123456789012")), 400, "ValidationError");
    }

    @Test
    void rootIsCalledByTheAlias() {
        iam.createAccountAlias(in -> in.accountAlias(alias("acme")));
        assertThat(server.iam(account.root()).getUser().user().userName()).isEqualTo(alias("acme"));
    }

    @Test
    void aliasesAreNobodysWithoutAPolicy() {
        IamClient tyler = server.iam(newUser("tyler"));
        assertRefused(
                tyler::listAccountAliases,
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler")
                        + " is not authorized to perform: iam:ListAccountAliases on resource: * because no"
                        + " identity-based policy allows the iam:ListAccountAliases action");
    }
}
