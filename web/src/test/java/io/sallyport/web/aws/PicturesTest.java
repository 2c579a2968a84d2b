// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** From the picture to an enabled device by programs that nobody here wrote: ZBar, Python and oathtool. */
class PicturesTest extends ServedAccount {
    /** What an app makes of the picture: label and issuer as it lists them, and the codes of the last step and of this. */
    private static final String APP = """
            set -eu
            uri=$(zbarimg --quiet --raw --nodbus -Sdisable -Sqrcode.enable "$1")
            read -r secret < <(python3 - "$uri" 3>&1 >"$3" <<'END'
            import os, sys
            from urllib.parse import urlsplit, unquote, parse_qs
            uri = urlsplit(sys.argv[1])
            query = parse_qs(uri.query, strict_parsing=True)
            assert (uri.scheme, uri.netloc) == ('otpauth', 'totp') and set(query) == {'secret', 'issuer'}, uri
            print(unquote(uri.path[1:], errors='strict')); print(query['issuer'][0])
            os.write(3, query['secret'][0].encode() + b'\\n')
            END
            )
            cat "$3"
            oathtool --totp -b -N "@$2" -w 1 "$secret"
            """;

    @TempDir
    Path directory;

    private List<String> app(byte[] png) throws IOException, InterruptedException {
        Path picture = Files.write(directory.resolve("qr.png"), png);
        long lastStep = server.clock().instant().minus(AppCodes.STEP).getEpochSecond();
        Process process = new ProcessBuilder(
                        "/bin/bash", "-c", APP, "app", picture + "", lastStep + "", directory.resolve("label") + "")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "zoe.b_c-d", "zoe@example.org", "a=b,c+d@e", "0"})
    void aDeviceIsEnabledByItsPicture(String name) throws IOException, InterruptedException {
        VirtualMFADevice device = newApp(name);
        List<String> shown = app(device.qrCodePNG().asByteArray());
        assertThat(shown).hasSize(4);
        assertThat(shown.get(0)).isEqualTo("Sallyport:" + name + "@" + account.id());
        assertThat(shown.get(1)).isEqualTo("Sallyport");
        iam.enableMFADevice(in -> in.userName("admin")
                .serialNumber(device.serialNumber())
                .authenticationCode1(shown.get(2))
                .authenticationCode2(shown.get(3)));
    }

    @Test
    void theAccountIsNamedByItsAlias() throws IOException, InterruptedException {
        String alias = "acme-" + account.id();
        iam.createAccountAlias(in -> in.accountAlias(alias));
        assertThat(app(newApp("phone").qrCodePNG().asByteArray()).get(0)).isEqualTo("Sallyport:phone@" + alias);
    }
}
