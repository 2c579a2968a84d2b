// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.web.aws.Packaged.Ran;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody at a shell with Debian's {@code aws}. */
record AwsCli(Path home, URI server, String keyId, String secret, String token) {
    private static final int REFUSED = 254;

    Ran aws(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/aws"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--endpoint-url", server.toString()));
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME",
                home.toString(),
                "LC_ALL",
                "C.UTF-8",
                "AWS_ACCESS_KEY_ID",
                keyId,
                "AWS_SECRET_ACCESS_KEY",
                secret,
                "AWS_SESSION_TOKEN",
                token,
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_PAGER",
                "",
                "AWS_EC2_METADATA_DISABLED",
                "true"));
        return Packaged.run(home, environment, command);
    }

    JsonNode json(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", "json"));
        return aws(all.toArray(String[]::new)).json();
    }

    void does(String... arguments) throws Exception {
        Ran ran = aws(arguments);
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    /** What the person was told. */
    String isRefused(String... arguments) throws Exception {
        Ran ran = aws(arguments);
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(REFUSED);
        return ran.err().strip();
    }
}
