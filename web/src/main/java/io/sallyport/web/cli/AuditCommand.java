// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.Bytes;
import io.sallyport.core.event.CheckpointKey;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "audit",
        description = "The event log: whether it is as it was written.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AuditVerifyCommand.class)
final class AuditCommand extends CommandGroup {
    @Command(
            name = "key",
            description = "Prints the public key that checkpoints are verified with: Ed25519, X.509 in Base64."
                    + " On SQLite the server must be stopped; on PostgreSQL it may run.")
    void key(@Mixin Installation installation, @Mixin OutputFormat format) throws IOException {
        try (Installation.Open open = installation.open()) {
            CheckpointKey key = open.accounts()
                    .eventLog()
                    .key()
                    .orElseThrow(() -> new Refused("nothing was signed yet: the key is made with the first event"));
            Bytes half = key.publicHalf();
            Map<String, String> shown = new LinkedHashMap<>();
            shown.put("KeyId", key.id());
            shown.put("PublicKey", Base64.getEncoder().encodeToString(half.toArray()));
            format.print(spec().commandLine().getOut(), shown);
        }
    }
}
