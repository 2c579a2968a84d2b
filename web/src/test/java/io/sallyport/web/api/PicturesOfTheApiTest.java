// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the picture in our JSON to a sign-in by programs that nobody here wrote. */
class PicturesOfTheApiTest extends OneServer {
    private static final String USER = "zoe.b=c,d+e@example.org";
    private static final String DEVICES = "/api/v1/users/" + USER + "/devices";

    @TempDir
    Path directory;

    @Test
    void anAppIsEnrolledAndSignsInByItsPicture() throws IOException, InterruptedException {
        server.addUser(USER, PASSWORD);
        Client client = signedIn(USER);
        Client.Answer begun =
                client.post(DEVICES, object("type", "app", "name", "phone")).expect(201);
        byte[] picture = Base64.getDecoder().decode(begun.text("qr"));
        PictureReader.Shown app =
                PictureReader.read(picture, directory, server.clock().instant());
        assertThat(app.label()).isEqualTo("Sallyport:" + USER + "@acme");
        assertThat(app.issuer()).isEqualTo("Sallyport");
        client.post(
                        DEVICES + "/activation",
                        object("serial", begun.text("serial"), "code1", app.lastCode(), "code2", app.code()))
                .expect(200);

        server.advance(STEP);
        Client.Answer step = zoe.password(USER, PASSWORD).expect(200);
        String code =
                PictureReader.read(picture, directory, server.clock().instant()).code();
        assertThat(zoe.code(step, begun.text("serial"), code).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
    }
}
