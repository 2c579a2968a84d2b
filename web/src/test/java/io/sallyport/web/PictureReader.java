// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An authenticator app that nobody here wrote: ZBar sees the picture, Python takes the URI apart, oathtool computes. */
public final class PictureReader {
    private static final String APP = """
            set -eu
            uri=$(zbarimg --quiet --raw --nodbus -Sdisable -Sqrcode.enable "$1")
            read -r secret < <(python3 - "$uri" 3>&1 >"$1.label" <<'END'
            import os, sys
            from urllib.parse import urlsplit, unquote, parse_qs
            uri = urlsplit(sys.argv[1])
            query = parse_qs(uri.query, strict_parsing=True)
            assert (uri.scheme, uri.netloc) == ('otpauth', 'totp') and set(query) == {'secret', 'issuer'}, uri
            print(unquote(uri.path[1:], errors='strict')); print(query['issuer'][0])
            os.write(3, query['secret'][0].encode() + b'\\n')
            END
            )
            cat "$1.label"
            oathtool --totp -b -N "@$2" -w 1 "$secret"
            """;

    private PictureReader() {}

    /** What the app shows: how it lists the account, the issuer, and the codes of the last step and of this one. */
    public record Shown(String label, String issuer, String lastCode, String code) {}

    public static Shown read(byte[] png, Path directory, Instant now) throws IOException, InterruptedException {
        Path picture = Files.write(directory.resolve("qr.png"), png);
        long lastStep = now.minus(Duration.ofSeconds(30)).getEpochSecond();
        Process process = new ProcessBuilder("/bin/bash", "-c", APP, "app", picture.toString(), "" + lastStep)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<String> lines = output.lines().toList();
        assertThat(lines).hasSize(4);
        return new Shown(lines.get(0), lines.get(1), lines.get(2), lines.get(3));
    }
}
