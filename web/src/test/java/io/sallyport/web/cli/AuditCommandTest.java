// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.core.event.CheckpointFile;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify} on a store in which three things happened, one of them the recovery of root. */
final class AuditCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private JsonNode json() throws Exception {
        return JsonMapper.builder().build().readTree(out.toString());
    }

    @BeforeEach
    void threeEvents() {
        assertThat(run("init", "--data", data(), "--account-id", "051826736434"))
                .isZero();
        assertThat(run("accounts", "create", "--data", data())).isZero();
        assertThat(run("root", "recover", "--data", data(), "--account-id", "051826736434"))
                .isZero();
    }

    private void sql(String statement) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("data/sallyport.db"));
                Statement changing = connection.createStatement()) {
            assertThat(changing.executeUpdate(statement)).isPositive();
        }
    }

    private Path checkpoints() throws Exception {
        Path file = directory.resolve("checkpoints");
        KeySet keys = KeySet.load(directory.resolve("data/keys.json"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("data/sallyport.db"), keys.vault());
                CheckpointFile writing = CheckpointFile.append(file)) {
            writing.write(accounts.eventLog().heads());
        }
        return file;
    }

    @Test
    void whatNobodyTouchedIsIntact() throws Exception {
        assertThat(run("audit", "verify", "--data", data(), "--format", "json")).isZero();
        assertThat(json().get("intact").asBoolean()).isTrue();
        assertThat(json().at("/counts/chained").asInt()).isEqualTo(3);
        assertThat(json().at("/counts/nodes").asInt()).isEqualTo(1);
        assertThat(json().get("findings")).isEmpty();
        assertThat(run("audit", "key", "--data", data(), "--format", "json")).isZero();
        assertThat(json().get("KeyId").asText()).hasSize(32);
    }

    @Test
    void whatWasEditedIsNamed() throws Exception {
        sql("UPDATE event SET record = replace(record, 'RootRecovered', 'NothingAtAll') WHERE name = 'RootRecovered'");
        assertThat(run("audit", "verify", "--data", data())).isEqualTo(1);
        assertThat(out.toString()).contains("record 3 of node").contains("NOT as it was written");
    }

    @Test
    void whatWasCutOffIsFoundFromElsewhere() throws Exception {
        String file = checkpoints().toString();
        assertThat(run("audit", "verify", "--data", data(), "--from", file)).isZero();
        sql("DELETE FROM event");
        sql("DELETE FROM event_checkpoint");
        sql("DELETE FROM event_resource");
        assertThat(run("audit", "verify", "--data", data())).isZero();
        assertThat(run("audit", "verify", "--data", data(), "--from", file, "--format", "json"))
                .isEqualTo(1);
        assertThat(json().at("/findings/0/where").asText()).startsWith("records 1 to 3 of node");
        assertThat(json().at("/counts/elsewhere").asInt()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThat(run(
                        "audit",
                        "verify",
                        "--data",
                        data(),
                        "--from",
                        directory.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).isNotBlank();
    }
}
