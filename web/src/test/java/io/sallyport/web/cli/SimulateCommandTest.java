// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.otp.QrCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The codes are those of RFC 6238 appendix B (six digits) and RFC 4226 appendix D. */
final class SimulateCommandTest {
    private static final String URI =
            "otpauth://totp/Sallyport:sara@acme?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sallyport";
    private static final String SEEDS = """
            GAHT00000001, 3132333435363738393031323334353637383930, TOTP, 6, 30
            GAHT00000002, 3132333435363738393031323334353637383930, HOTP, 6, 0
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void theAppReadsAPictureAndShowsItsCode() throws IOException {
        Path qr = Files.write(directory.resolve("qr.png"), QrCode.png(URI));

        int exit = run("simulate", "app", "--qr", qr.toString(), "--at", "1970-01-01T00:00:59Z");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString().strip()).isEqualTo("287082");
    }

    @Test
    void theAppReadsAUriAndPrintsJson() throws IOException {
        Path uri = Files.writeString(directory.resolve("uri"), URI + "\n");

        int exit = run(
                "simulate", "app", "--uri-file", uri.toString(), "--at", "2005-03-18T01:58:29Z", "--format", "json");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("\"Code\" : \"081804\"", "Sallyport:sara@acme");
    }

    @Test
    void anAppWithNothingToScanIsBadUsageAndAPictureWithoutACodeIsRefused() throws IOException {
        Path noPicture = Files.writeString(directory.resolve("qr.png"), "no picture");

        assertThat(run("simulate", "app")).isEqualTo(2);
        assertThat(run("simulate", "app", "--qr", noPicture.toString())).isEqualTo(1);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void anAppWithSeveralAccountsShowsThemAllOrTheOneThatIsNamed() throws IOException {
        Path qr = Files.write(directory.resolve("qr.png"), QrCode.png(URI));
        Path uris = Files.writeString(
                directory.resolve("uris"),
                "otpauth://hotp/Door?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=0\n"
                        + "otpauth-migration://offline?data="
                        + "CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC\n");
        String[] app = {
            "simulate", "app", "--qr", qr.toString(), "--uri-file", uris.toString(), "--at", "1970-01-01T00:00:59Z"
        };

        assertThat(run(app)).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .startsWith("Sallyport:sara@acme  287082", "Door  755224")
                .last()
                .asString()
                .startsWith("Example:alice@google.com  ");
        out.getBuffer().setLength(0);
        List<String> named = new ArrayList<>(List.of(app));
        named.addAll(List.of("--account", "sara@acme"));
        assertThat(run(named.toArray(String[]::new))).isZero();
        assertThat(out.toString().strip()).isEqualTo("287082");
        named.set(named.size() - 1, "nobody");
        assertThat(run(named.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString()).contains("no account 'nobody'");
    }

    @Test
    void theFobOnTimeShowsTheTrueCode() throws IOException {
        assertThat(run(
                        "simulate",
                        "fob",
                        "--seeds",
                        seeds(),
                        "--serial",
                        "GAHT00000001",
                        "--at",
                        "1970-01-01T00:00:59Z"))
                .isZero();
        assertThat(out.toString().strip()).isEqualTo("287082");
    }

    @Test
    void theDriftingFobShowsTheCodeOfItsOwnTime() throws IOException {
        int exit = run(
                "simulate",
                "fob",
                "--seeds",
                seeds(),
                "--serial",
                "GAHT00000001",
                "--at",
                "2005-03-18T01:57:59Z",
                "--drift-ppm",
                "10000",
                "--since",
                "2005-03-18T01:07:59Z");

        assertThat(exit).isZero();
        assertThat(out.toString().strip()).isEqualTo("081804");
    }

    @Test
    void theButtonOfAnEventFobCounts() throws IOException {
        assertThat(run("simulate", "fob", "--seeds", seeds(), "--serial", "GAHT00000002", "--press", "3"))
                .isZero();
        assertThat(out.toString().strip()).isEqualTo("359152");
    }

    @Test
    void anUnknownSerialAndABrokenFileAreRefusedInOneLineWithoutTheSecret() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.csv"), "GAHT00000001, 31323334zz, TOTP, 6, 30\n");

        assertThat(run("simulate", "fob", "--seeds", seeds(), "--serial", "GAHT00000009"))
                .isEqualTo(1);
        assertThat(run("simulate", "fob", "--seeds", broken.toString(), "--serial", "GAHT00000001"))
                .isEqualTo(1);
        assertThat(run("simulate", "fob", "--seeds", seeds(), "--serial", "GAHT00000001", "--press", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).hasLineCount(3).contains("line 1").doesNotContain("31323334");
    }

    private String seeds() throws IOException {
        return Files.writeString(directory.resolve("seeds.csv"), SEEDS).toString();
    }
}
