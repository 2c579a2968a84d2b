// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.IamException;
import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.AccountSetup.Secrets;
import io.sallyport.core.account.AccountSetup.Wanted;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code init} and {@code accounts create} ask for, and what they print once. */
final class NewAccountOptions {
    private static final String SIGN_IN_URL = "http://localhost:8080/signin?account=";

    @Option(names = "--account-id", paramLabel = "ID", description = "Twelve digits; random if not given.")
    private @Nullable String accountId;

    @Option(names = "--alias", paramLabel = "ALIAS", description = "A name for the account in sign-in URLs.")
    private @Nullable String alias;

    @Option(
            names = "--root-email",
            paramLabel = "A@B.C",
            description = "The root user's e-mail address; root@ACCOUNT.invalid if not given.")
    private @Nullable String rootEmail;

    @Option(
            names = "--admin",
            paramLabel = "NAME",
            defaultValue = "admin",
            description = "The administrator's user name (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String admin;

    static AccountSetup setup() {
        SecureRandom random = new SecureRandom();
        return new AccountSetup(new Passwords(random, 1), random, Clock.systemUTC());
    }

    /** @throws IamException if a value is malformed; nothing is made before this */
    Wanted wanted(AccountSetup setup) {
        AccountId id = accountId == null ? setup.newAccountId() : new AccountId(accountId);
        return new Wanted(
                id,
                Optional.ofNullable(alias).map(AccountAlias::new),
                new EmailAddress(rootEmail == null ? "root@" + id + ".invalid" : rootEmail),
                new UserName(admin));
    }

    static Map<String, String> shown(Wanted wanted, Secrets secrets) {
        String name =
                wanted.alias().map(AccountAlias::value).orElse(wanted.account().value());
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("AccountId", wanted.account().value());
        shown.put("Alias", wanted.alias().map(AccountAlias::value).orElse(""));
        shown.put("SignInUrl", SIGN_IN_URL + name);
        shown.put("RootEmail", wanted.rootEmail().value());
        shown.put("RootPassword", secrets.root().reveal());
        shown.put("UserName", wanted.administrator().value());
        shown.put("Password", secrets.administrator().reveal());
        shown.put("AccessKeyId", secrets.accessKey().id().value());
        shown.put("SecretAccessKey", secrets.secretAccessKey().reveal());
        return shown;
    }
}
