// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.CredentialStore;
import io.sallyport.hardware.ctap.StoredCredential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Lists them: site, account, credential id.")
final class KeyCredentialsListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CredentialStore.Contents contents = key.use(open -> open.credentials().list());
        List<Map<String, String>> lines = new ArrayList<>();
        contents.credentials().forEach(credential -> lines.add(line(credential)));
        format.print(spec.commandLine().getOut(), lines);
        spec.commandLine()
                .getErr()
                .println(lines.size() + " held, room for " + contents.remaining() + " more at least");
        return 0;
    }

    private static Map<String, String> line(StoredCredential credential) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("RpId", credential.rpId());
        line.put("UserName", credential.userName());
        line.put("DisplayName", credential.displayName());
        line.put("UserId", credential.userId().toHex());
        line.put("CredentialId", credential.credentialId().toHex());
        return line;
    }
}
