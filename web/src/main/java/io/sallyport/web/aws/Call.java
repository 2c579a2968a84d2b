// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Caller;

/** What an action works with: who calls, and her account within the transaction of this request. */
public record Call(Caller caller, Account account) {}
