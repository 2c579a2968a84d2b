// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.Account;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that another server knew. */
class U2fImportCommandTest {
    private static final String HEADER = "user,name,keyHandle,publicKey,counter\n";

    /** The example of U2F Raw Message Formats 1.2 §8.1. */
    private static final byte[] POINT = HexFormat.of()
            .parseHex("04b174bc49c7ca254b70d2e5c207cee9cf174820ebd77ea3c65508c26da51b657c"
                    + "1cc6b952f8621697936482da0a6d3d3826a59095daf6cd7c03e2e60385d2f6d9");

    private static final String KEY = Base64.getUrlEncoder().withoutPadding().encodeToString(POINT);
    private static final String GOOD = "tyler,blue,AQID," + KEY + ",7\n";
    private static final String PADDED =
            "tyler,green,BAUGBw==," + Base64.getEncoder().encodeToString(POINT) + ",0\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private int take(String text, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("keys.csv"), text);
        List<String> args = new ArrayList<>(List.of("u2f", "import", file.toString(), "--data", data().toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private Path data() {
        return directory.resolve("data");
    }

    @BeforeEach
    void init() {
        assertThat(run("init", "--data", data().toString(), "--admin", "tyler")).isZero();
    }

    private <T> T read(Function<Account, T> work) throws IOException {
        try (SqlAccounts accounts = SqlAccounts.sqlite(
                data().resolve("sallyport.db"),
                KeySet.load(data().resolve("keys.json")).vault())) {
            return accounts.read(accounts.list().get(0), work);
        }
    }

    private List<MfaDevice> devices() throws IOException {
        return read(account -> account.mfaDevices()
                .of(account.users().require(new UserName("tyler")).id()));
    }

    @Test
    void eachRowIsAKeyOfItsUsers() throws IOException {
        assertThat(take(HEADER + GOOD + "\n" + PADDED, "--format", "json")).isZero();
        assertThat(out.toString()).contains("\"Imported\" : \"2\"");
        assertThat(devices()).hasSize(2).allSatisfy(device -> assertThat(device).isInstanceOf(KeyDevice.class));
        KeyDevice blue = (KeyDevice) devices().get(0);
        assertThat(blue.serial().value()).endsWith(":u2f/user/tyler/blue");
        assertThat(blue.credential().credentialId().toHex()).isEqualTo("010203");
        assertThat(blue.credential().signatureCount()).isEqualTo(7);
        assertThat(blue.credential().attested()).isFalse();
        assertThat(blue.credential().publicKey().toHex())
                .contains(HexFormat.of().formatHex(POINT, 1, 33));
    }

    @Test
    void theLogTellsWhoGotWhich() throws IOException {
        assertThat(take("\ufeff" + HEADER + GOOD + PADDED)).isZero();
        List<String> told = read(account -> account.events().lookup(EventQuery.newest(100)).stream()
                .map(Event::record)
                .filter(event -> event.contains("ImportU2fKey"))
                .toList());
        assertThat(told).hasSize(2);
        assertThat(told.toString()).contains(":u2f/user/tyler/blue", ":u2f/user/tyler/green");
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        assertThat(take(HEADER + GOOD, "--dry-run")).isZero();
        assertThat(devices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody,blue,AQID,KEY,7",
                "tyler,two words,AQID,KEY,7",
                "tyler,blue,,KEY,7",
                "tyler,blue,AQID,BAAA,7",
                "tyler,blue,AQID,OFF,7",
                "tyler,blue,AQID,KEY,-1",
                "tyler,blue,AQID,KEY,4294967296",
                "tyler,blue,AQID,KEY,many",
                "tyler,blue,!,KEY,7",
                "tyler,blue,AQID,KEY",
                "tyler,green,AQID,KEY,7",
                "tyler,blue,BAUGBw,KEY,7"
            })
    void oneBadRowIsNamedAndNothingImported(String row) throws IOException {
        byte[] off = POINT.clone();
        off[64] ^= 1;
        String bad = row.replace("KEY", KEY)
                .replace("OFF", Base64.getUrlEncoder().withoutPadding().encodeToString(off));
        assertThat(take(HEADER + PADDED + bad + "\n")).isEqualTo(1);
        assertThat(err.toString()).contains("line 3: ").doesNotContain(KEY);
        assertThat(err.toString().lines())
                .filteredOn(line -> !line.startsWith("note: "))
                .hasSize(1);
        assertThat(devices()).isEmpty();
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        assertThat(take(GOOD)).isEqualTo(1);
        assertThat(err.toString()).contains("does not begin with the line " + HEADER.strip());
        assertThat(devices()).isEmpty();
    }
}
