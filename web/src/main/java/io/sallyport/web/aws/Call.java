// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;

/** What an action works with: who calls, her account within the transaction of this request, and what is known of it. */
public record Call(Caller caller, Account account, RequestFacts facts) {}
