// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FobsCommandTest {
    private static final String GOOD = "GAHT00000001, 3132333435363738393031323334353637383930, TOTP, 6, 30\n";
    private static final String OTHER = "GAHT00000002, 3132333435363738393031323334353637383930, TOTP, 6, 30\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void importsAllOrNone() throws IOException {
        String data = directory.resolve("data").toString();
        String first = Files.writeString(directory.resolve("first.csv"), GOOD).toString();
        String both =
                Files.writeString(directory.resolve("both.csv"), OTHER + GOOD).toString();
        String second =
                Files.writeString(directory.resolve("second.csv"), OTHER).toString();

        assertThat(run("init", "--data", data)).isZero();
        assertThat(run("fobs", "import", first, "--data", data, "--dry-run")).isZero();
        assertThat(run("fobs", "import", first, "--data", data)).isZero();
        assertThat(run("fobs", "import", both, "--data", data)).isEqualTo(1);
        assertThat(run("fobs", "import", second, "--data", data, "--format", "json"))
                .isZero();

        assertThat(out.toString()).contains("\"Imported\" : \"1\"");
        assertThat(err.toString()).contains("already exists").doesNotContain("3132");
    }

    @Test
    void namesTheAccountWhereThereAreSeveral() throws IOException {
        String data = directory.resolve("data").toString();
        String seeds = Files.writeString(directory.resolve("seeds.csv"), GOOD).toString();

        assertThat(run("init", "--data", data, "--account-id", "111111111111")).isZero();
        assertThat(run("accounts", "create", "--data", data, "--account-id", "222222222222"))
                .isZero();
        assertThat(run("fobs", "import", seeds, "--data", data)).isEqualTo(1);
        assertThat(run("fobs", "import", seeds, "--data", data, "--account-id", "222222222222"))
                .isZero();
        assertThat(run("accounts", "list", "--data", data)).isZero();

        assertThat(err.toString()).contains("--account-id");
        assertThat(out.toString()).contains("111111111111", "222222222222");
    }

    @Test
    void namesFobsWhoseClocksGoWrong() throws IOException {
        Path data = directory.resolve("data");
        String seeds =
                Files.writeString(directory.resolve("seeds.csv"), GOOD + OTHER).toString();
        assertThat(run("init", "--data", data.toString(), "--admin", "tyler")).isZero();
        assertThat(run("fobs", "import", seeds, "--data", data.toString())).isZero();
        MfaSerial serial = new MfaSerial("GAHT00000001");
        try (SqlAccounts accounts = SqlAccounts.sqlite(
                data.resolve("sallyport.db"),
                KeySet.load(data.resolve("keys.json")).vault())) {
            accounts.write(accounts.list().get(0), account -> {
                CodeDevice fob = account.mfaDevices().lock(serial).orElseThrow();
                Instant lately = Instant.now().minusSeconds(3600);
                ClockEstimate jumped = new ClockEstimate(
                        lately,
                        -123,
                        3e-6,
                        new ClockEstimate.Covariance(139, 0, 2.5e-11),
                        7,
                        new ClockEstimate.Jump(lately, -250));
                account.mfaDevices()
                        .assign(
                                fob,
                                account.users().require(new UserName("tyler")).id(),
                                lately,
                                null);
                return account.mfaDevices().accept(fob, 1, jumped);
            });
        }
        assertThat(run("fobs", "clocks", "--data", data.toString())).isZero();
        assertThat(out.toString())
                .containsPattern("GAHT00000001 +tyler +-123\\.0 +3\\.0 +3 +\\d{4}-\\d\\d-\\d\\d +JUMPED \\(by -250 s")
                .doesNotContain("GAHT00000002 ");
        out.getBuffer().setLength(0);
        assertThat(run("fobs", "clocks", "--data", data.toString(), "--days", "365", "--format", "json"))
                .isZero();
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told).hasSize(1);
        assertThat(told.at("/0/findings").toString()).isEqualTo("[\"FALLS_OUT\",\"JUMPED\"]");
        assertThat(run("fobs", "clocks", "--data", data.toString(), "--days", "-1"))
                .isEqualTo(2);
    }

    @Test
    void aDryRunChecksWhatIsKnownAndImportsNothing() throws IOException {
        String data = directory.resolve("data").toString();
        String first = Files.writeString(directory.resolve("first.csv"), GOOD).toString();
        String both =
                Files.writeString(directory.resolve("both.csv"), OTHER + GOOD).toString();
        assertThat(run("init", "--data", data)).isZero();
        assertThat(run("fobs", "import", both, "--data", data, "--dry-run")).isZero();
        assertThat(run("fobs", "import", first, "--data", data, "--quarantine")).isZero();
        assertThat(run("fobs", "import", both, "--data", data, "--dry-run")).isEqualTo(1);
        assertThat(run("fobs", "list", "--data", data)).isZero();

        assertThat(err.toString()).contains("GAHT00000001, token 2 of the file");
        assertThat(out.toString()).contains("GAHT00000001  QUARANTINE").doesNotContain("GAHT00000002");
    }

    @Test
    void whatLeavesIsEncryptedForItsOwnersEyesAndComesInElsewhere() throws IOException {
        String data = directory.resolve("data").toString();
        String other = directory.resolve("other").toString();
        Path file = directory.resolve("fobs.pskcxml");
        String password = Files.writeString(directory.resolve("password"), "correct horse\n")
                .toString();
        String seeds =
                Files.writeString(directory.resolve("seeds.csv"), GOOD + OTHER).toString();
        assertThat(run("init", "--data", data)).isZero();
        assertThat(run("fobs", "import", seeds, "--data", data)).isZero();
        assertThat(run("fobs", "set-state", "GAHT00000002", "LOST", "--data", data))
                .isZero();
        String[] export = {
            "fobs",
            "export",
            "--data",
            data,
            "--state",
            "IN_STOCK",
            "--out",
            file.toString(),
            "--password-file",
            password
        };
        assertThat(run("fobs", "export", "--data", data, "--state", "IN_STOCK", "--out", file.toString()))
                .as("no key")
                .isEqualTo(2);
        assertThat(run(export)).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run(export)).as("there is one already").isEqualTo(1);

        assertThat(run("init", "--data", other)).isZero();
        assertThat(run("fobs", "import", file.toString(), "--data", other)).isEqualTo(1);
        assertThat(run("fobs", "import", file.toString(), "--data", other, "--password-file", password))
                .isZero();
        assertThat(run("fobs", "list", "--data", other, "--format", "json")).isZero();
        assertThat(out.toString().substring(out.toString().indexOf("[ {")))
                .contains("GAHT00000001", "IN_STOCK")
                .doesNotContain("GAHT00000002");
        assertThat(err.toString() + out + Files.readString(file)).doesNotContain("3132333435");
    }
}
