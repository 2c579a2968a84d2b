// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.web.aws.Packaged.Ran;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sallyport policy who-can} beside a running server. */
@Tag("slow")
class PackagedPolicyTest {
    @TempDir
    private Path directory;

    @Test
    void whoCanAnswersBesideAServerOnPostgresql() throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            Packaged product = new Packaged(directory, database);
            product.init();
            try (Packaged.Served served = product.serve()) {
                assertThat(served.uri()).isNotNull();
                JsonNode answer = product.sallyport(
                                List.of("policy", "who-can", "iam:GetUser", "*"), "--format", "json")
                        .json();
                assertThat(answer.get("may")).hasSize(2);
            }
        }
    }

    @Test
    void onSqliteTheServerHasToBeStopped() throws Exception {
        Packaged product = new Packaged(directory);
        product.init();
        try (Packaged.Served served = product.serve()) {
            assertThat(served.uri()).isNotNull();
            Ran ran = product.sallyport(List.of("policy", "who-can", "iam:GetUser", "*"));
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("stop it first").hasLineCount(1);
        }
    }
}
