// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Runs scripts beside the tests, which talk to a server through a client nobody here wrote and print JSON. */
final class Scripts {
    static final String PYTHON = "/usr/bin/python3";
    static final String NODE = "node";

    private Scripts() {}

    /** @param directory for the script and what it leaves behind */
    static JsonNode run(
            String interpreter,
            String script,
            Path directory,
            AwsCredentials who,
            URI server,
            Map<String, String> environment)
            throws Exception {
        Path copy = directory.resolve(script);
        try (InputStream in = Objects.requireNonNull(Scripts.class.getResourceAsStream(script), script)) {
            Files.copy(in, copy);
        }
        Map<String, String> all = new HashMap<>(Map.of(
                "HOME",
                directory.toString(),
                "AWS_ACCESS_KEY_ID",
                who.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY",
                who.secretAccessKey(),
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_EC2_METADATA_DISABLED",
                "true"));
        all.putAll(environment);
        return Packaged.run(directory, all, List.of(interpreter, copy.toString(), server.toString()))
                .json();
    }
}
