// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;

/** The account's alias, of which there is one at most. */
public final class AccountAliasActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateAccountAlias",
                        CreateAccountAliasRequest.class,
                        onArn((call, in) -> "*"),
                        this::createAccountAlias)
                .changes(
                        "DeleteAccountAlias",
                        DeleteAccountAliasRequest.class,
                        onArn((call, in) -> "*"),
                        this::deleteAccountAlias)
                .reads(
                        "ListAccountAliases",
                        ListAccountAliasesRequest.class,
                        onArn((call, in) -> "*"),
                        this::listAccountAliases);
    }

    private CreateAccountAliasResponse createAccountAlias(Call call, CreateAccountAliasRequest in) {
        call.account().aliases().put(new AccountAlias(in.accountAlias()));
        return CreateAccountAliasResponse.builder().build();
    }

    private DeleteAccountAliasResponse deleteAccountAlias(Call call, DeleteAccountAliasRequest in) {
        call.account().aliases().remove(new AccountAlias(in.accountAlias()));
        return DeleteAccountAliasResponse.builder().build();
    }

    private ListAccountAliasesResponse listAccountAliases(Call call, ListAccountAliasesRequest in) {
        Page<AccountAlias> page = PageRequest.of(in.maxItems(), in.marker())
                .slice(call.account().alias().stream().toList(), AccountAlias::value);
        return ListAccountAliasesResponse.builder()
                .accountAliases(page.map(AccountAlias::value).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
