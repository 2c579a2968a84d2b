// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Policies that say the same in both languages, one by one in the same order.
 *
 * @param size how many there are beside the broad one
 * @param aws documents in AWS's language
 */
record Workload(int size, List<String> aws, List<String> cedar) {
    /** The sizes that are on file; the pattern has to give the same. */
    static final List<Integer> ON_FILE = List.of(20, 200);

    static Workload of(int size) throws IOException {
        List<JsonNode> aws = WorkloadPattern.policies(size);
        List<String> cedar = WorkloadPattern.cedar(size);
        if (ON_FILE.contains(size)) {
            String file = "/io/sallyport/core/policy/workload-" + size;
            List<JsonNode> awsOnFile = new ArrayList<>();
            JsonMapper.builder()
                    .build()
                    .readTree(text(file + ".json"))
                    .get("policies")
                    .forEach(awsOnFile::add);
            List<String> cedarOnFile = text(file + ".cedar").lines().toList();
            if (!aws.equals(awsOnFile) || !cedar.equals(cedarOnFile)) {
                throw new IllegalStateException("the pattern does not give what " + file + " holds");
            }
        }
        return new Workload(size, aws.stream().map(JsonNode::toString).toList(), cedar);
    }

    private static String text(String resource) throws IOException {
        try (InputStream file = Workload.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not in this jar");
            }
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
