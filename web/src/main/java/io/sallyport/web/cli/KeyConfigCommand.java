// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = "The key's settings (authenticatorConfig). Wants its PIN where it has one.",
        synopsisSubcommandLabel = "COMMAND")
final class KeyConfigCommand extends CommandGroup {
    enum Switch {
        on,
        off
    }

    @Command(name = "always-uv", description = "Whether the key wants its PIN whatever a site asks for.")
    int alwaysUv(
            @Mixin KeyOptions key,
            @Parameters(paramLabel = "on|off", description = "${COMPLETION-CANDIDATES}.") Switch wanted)
            throws IOException, InterruptedException {
        return key.use(open -> {
            open.settings().alwaysUv(wanted == Switch.on);
            return 0;
        });
    }

    @Command(
            name = "min-pin-length",
            description = "The length of the shortest PIN it takes; only a reset lowers it again.")
    int minPinLength(
            @Mixin KeyOptions key,
            @Option(names = "--force-change", description = "The present PIN must be changed before it is used again.")
                    boolean forceChange,
            @Parameters(paramLabel = "N", description = "Characters.") int length)
            throws IOException, InterruptedException {
        return key.use(open -> {
            open.settings().minPinLength(length, forceChange);
            return 0;
        });
    }

    @Command(
            name = "enterprise-attestation",
            description = "Lets the key show its serial number to sites that its maker knows; only a reset ends that.")
    int enterpriseAttestation(@Mixin KeyOptions key) throws IOException, InterruptedException {
        return key.use(open -> {
            open.settings().enableEnterpriseAttestation();
            return 0;
        });
    }
}
