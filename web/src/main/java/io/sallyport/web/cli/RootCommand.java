// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.RootRecovery;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.AccountId;
import io.sallyport.hardware.otp.RfcOneTimeCodes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "root", description = "The root user.", synopsisSubcommandLabel = "COMMAND")
final class RootCommand extends CommandGroup {
    private static final Logger LOG = LoggerFactory.getLogger(RootCommand.class);

    @Command(
            name = "recover",
            description = "Gives the root user a new password, revokes her sessions and records it. Needs data and"
                    + " keys on this machine, and the server stopped.")
    void recover(
            @Mixin Installation installation,
            @Option(
                            names = "--account-id",
                            paramLabel = "ID",
                            description = "Which account, where the store has several.")
                    @Nullable String accountId,
            @Option(names = "--remove-devices", description = "Also remove her MFA devices, which are lost.")
                    boolean removeDevices,
            @Mixin OutputFormat format)
            throws IOException {
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        MfaRegistry registry = new MfaRegistry(new CodeVerification(new RfcOneTimeCodes(), clock), clock, random);
        try (Installation.Open open = installation.open()) {
            AccountId id = open.account(accountId);
            Password password = new RootRecovery(new Passwords(random, 1), registry, clock)
                    .recover(open.accounts(), id, removeDevices);
            open.chainEvents();
            LOG.warn("ROOT RECOVERED: the root user of account {} has a new password; her sessions are revoked", id);
            Map<String, String> shown = new LinkedHashMap<>();
            shown.put("AccountId", id.value());
            shown.put(
                    "RootEmail",
                    open.accounts().read(id, account -> account.root().email().value()));
            shown.put("RootPassword", password.reveal());
            format.print(spec().commandLine().getOut(), shown);
        }
    }
}
