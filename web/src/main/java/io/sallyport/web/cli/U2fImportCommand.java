// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.IamException;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description =
                "Gives users the U2F keys that they had at another server, all of a file or none. They sign in by them"
                        + " where 'serve --u2f-app-id' names the AppID that they were registered under.")
final class U2fImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "CSV that begins with the line " + U2fRow.HEADER
                    + ": handle and uncompressed point in Base64, the last counter that was seen.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path file;

    @Mixin
    private final Installation installation = new Installation();

    @Option(names = "--account-id", paramLabel = "ID", description = "Which account, where the store has several.")
    private @Nullable String accountId;

    @Option(names = "--dry-run", description = "Check all of it, import nothing.")
    private boolean dryRun;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    /** Takes back what a dry run did. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public Integer call() throws IOException {
        List<U2fRow> rows = U2fRow.read(file);
        try (Installation.Open open = installation.open()) {
            AccountId account = open.account(accountId);
            try {
                open.accounts().write(account, in -> take(in, rows));
                open.chainEvents();
            } catch (Undone dry) {
                // As it should be.
            }
        }
        format.print(
                spec.commandLine().getOut(), Map.of(dryRun ? "Readable" : "Imported", Integer.toString(rows.size())));
        return 0;
    }

    private boolean take(Account account, List<U2fRow> rows) {
        Instant now = Clock.systemUTC().instant();
        for (U2fRow row : rows) {
            try {
                enrol(account, row, now);
            } catch (IamException refused) {
                throw U2fRow.wrong(row.line(), String.valueOf(refused.getMessage()));
            }
        }
        if (dryRun) {
            throw new Undone();
        }
        return true;
    }

    private static void enrol(Account account, U2fRow row, Instant now) {
        User user = account.users().require(new UserName(row.user()));
        KeyDevice device = new KeyDevice(
                MfaSerial.securityKey(account.id(), user.name().value(), row.name()), user.id(), now, row.credential());
        account.mfaDevices().add(device);
        account.mfaDevices().announce(DeviceNotice.ENROLLED, device, user.id(), now);
        EventRecord.byOperator(account, "ImportU2fKey")
                .parameters(EventRecord.json()
                        .put("userName", user.name().value())
                        .put("serialNumber", device.serial().value()))
                .into(account, now);
    }
}
