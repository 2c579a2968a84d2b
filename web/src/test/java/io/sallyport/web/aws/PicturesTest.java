// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** From {@code QRCodePNG} to an enabled device by programs that nobody here wrote. */
class PicturesTest extends ServedAccount {
    @TempDir
    Path directory;

    private PictureReader.Shown app(VirtualMFADevice device) throws IOException, InterruptedException {
        return PictureReader.read(
                device.qrCodePNG().asByteArray(), directory, server.clock().instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "zoe.b_c-d", "zoe@example.org", "a=b,c+d@e", "0"})
    void aDeviceIsEnabledByItsPicture(String name) throws IOException, InterruptedException {
        VirtualMFADevice device = newApp(name);
        PictureReader.Shown app = app(device);
        assertThat(app.label()).isEqualTo("Sallyport:" + name + "@" + account.id());
        assertThat(app.issuer()).isEqualTo("Sallyport");
        iam.enableMFADevice(in -> in.userName("admin")
                .serialNumber(device.serialNumber())
                .authenticationCode1(app.lastCode())
                .authenticationCode2(app.code()));
    }

    @Test
    void theLongestNameFitsThePicture() throws IOException, InterruptedException {
        String name = "n".repeat(226);
        assertThat(app(newApp(name)).label()).isEqualTo("Sallyport:" + name + "@" + account.id());
    }

    @Test
    void theAccountIsNamedByItsAlias() throws IOException, InterruptedException {
        String alias = "acme-" + account.id();
        iam.createAccountAlias(in -> in.accountAlias(alias));
        assertThat(app(newApp("phone")).label()).isEqualTo("Sallyport:phone@" + alias);
    }
}
