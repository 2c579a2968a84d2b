// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our pictures in the hands of programs that nobody here wrote: ZBar reads them, Python takes the URIs apart. */
class QrPeerTest {
    private static final List<String> NAMES = List.of(
            "zoe@051826736434",
            "zoe@acme",
            "Zoë Söhne",
            "日本語 ユーザー",
            "R&D + Co. = 100 %",
            "o'neil, \"the\" <boss>",
            "a/b/../c?d#e",
            "plus+sign@example.org",
            "tilde~under_score-dash.dot*star",
            "😀 smile",
            "percent%20literal",
            "=&;");

    /** Python's parser, with the secret in hex: {@code type, issuer in the label, account, secret, the other parameters}. */
    private static final String PYTHON = """
            import base64, sys
            from urllib.parse import urlsplit, unquote, parse_qs
            sys.stdin.reconfigure(encoding='utf-8'); sys.stdout.reconfigure(encoding='utf-8')
            for line in sys.stdin.read().splitlines():
                uri = urlsplit(line)
                assert uri.scheme == 'otpauth' and not uri.fragment and '+' not in line, line
                issuer, colon, account = uri.path[1:].partition(':')
                query = {k: v for k, [v] in parse_qs(uri.query, strict_parsing=True, errors='strict').items()}
                secret = query.pop('secret')
                seed = base64.b32decode(secret + '=' * (-len(secret) % 8)).hex()
                rest = ' '.join(f'{k}={v}' for k, v in sorted(query.items()))
                print('|'.join([uri.netloc, unquote(issuer, errors='strict'), unquote(account, errors='strict'), seed, rest]))
            """;

    private final Random random = new Random(18004);

    @TempDir
    Path directory;

    @Test
    void zbarReadsEveryPictureAndPythonEveryUri() throws IOException {
        List<String> uris = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        // It looks for bar codes too, and finds some in nearly everything.
        List<String> zbar = new ArrayList<>(
                List.of("/usr/bin/zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable"));
        for (String issuer : NAMES) {
            for (String account : List.of("zoe@051826736434", NAMES.get(random.nextInt(NAMES.size())))) {
                OtpAuthUri uri = OtpAuthUri.totp(issuer, account, seed(), parameters());
                Path picture = directory.resolve(uris.size() + ".png");
                Files.write(picture, QrCode.png(uri.reveal()));
                zbar.add(picture.toString());
                uris.add(uri.reveal());
                expected.add(expected(uri));
            }
        }

        assertThat(Program.run(zbar, "")).containsExactlyElementsOf(uris);
        assertThat(Program.run(List.of("/usr/bin/python3", "-c", PYTHON), String.join("\n", uris)))
                .containsExactlyElementsOf(expected);
    }

    private static String expected(OtpAuthUri uri) {
        OtpParameters parameters = uri.parameters();
        String issuer = uri.issuer().orElseThrow();
        String rest = parameters.equals(OtpParameters.STANDARD)
                ? "issuer=" + issuer
                : "algorithm=" + parameters.hash() + " digits=" + parameters.digits() + " issuer=" + issuer + " period="
                        + parameters.period().toSeconds();
        return String.join(
                "|",
                "totp",
                issuer,
                uri.account(),
                HexFormat.of().formatHex(uri.seed().reveal()),
                rest);
    }

    private OtpSeed seed() {
        byte[] secret = new byte[random.nextInt(10, 65)];
        random.nextBytes(secret);
        return OtpSeed.of(secret);
    }

    private OtpParameters parameters() {
        return random.nextBoolean()
                ? OtpParameters.STANDARD
                : new OtpParameters(
                        Algorithm.TOTP,
                        List.of(Hash.values()).get(random.nextInt(3)),
                        random.nextInt(6, 9),
                        Duration.ofSeconds(random.nextInt(15, 300)));
    }
}
