// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.hardware.otp.Hotp;
import io.sallyport.hardware.otp.Totp;
import java.time.Duration;
import java.util.List;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

/** The codes that enrolled a device of any kind neither sign in nor are shown again within a session. */
class EnrolmentCodesOnceTest extends OneServer {
    private static final String FACTOR = "/api/v1/session/factor";
    private static final OtpSeed SEED = OtpSeed.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    private void assertOpenNothing(Client enrolling, String serial, List<String> used, String fresh) {
        Client.Answer step = zoe.password("zoe", PASSWORD).expect(200);
        Client.Answer again = enrolling.post(FACTOR, object()).expect(200);
        for (String code : used) {
            assertThat(zoe.code(step, serial, code).expect(403).code()).isEqualTo("InvalidAuthenticationCode");
            assertThat(enrolling
                            .post(FACTOR + "/" + again.text("signin"), object("serial", serial, "code", code))
                            .expect(403)
                            .code())
                    .isEqualTo("InvalidAuthenticationCode");
        }
        zoe.code(step, serial, fresh).expect(200);
    }

    @Test
    void ofAnApp() {
        Client client = signedIn("zoe");
        Client.Answer begun =
                client.post(ZOES, object("type", "app", "name", "phone")).expect(201);
        Totp app = new Totp(OtpSeed.of(new Base32().decode(begun.text("secret"))), OtpParameters.STANDARD);
        String first = app.codeAt(server.clock().instant().minus(STEP));
        String second = app.codeAt(server.clock().instant());
        client.post(ZOES + "/activation", object("serial", begun.text("serial"), "code1", first, "code2", second))
                .expect(200);

        assertOpenNothing(
                client,
                begun.text("serial"),
                List.of(first, second),
                app.codeAt(server.clock().instant().plus(STEP)));
    }

    @Test
    void ofAFobOfEightDigitsAndAnotherHash() {
        OtpParameters parameters = new OtpParameters(Algorithm.TOTP, Hash.SHA512, 8, Duration.ofSeconds(60));
        Totp fob = new Totp(SEED, parameters);
        String first = fob.codeAt(server.clock().instant().minusSeconds(60));
        String second = fob.codeAt(server.clock().instant());
        Client client = enrolled(parameters, 0, first, second);

        assertOpenNothing(
                client,
                "GAHT12345678",
                List.of(first, second),
                fob.codeAt(server.clock().instant().plusSeconds(60)));
    }

    @Test
    void ofAFobThatCounts() {
        OtpParameters parameters = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 7, Duration.ofSeconds(30));
        Hotp fob = new Hotp(SEED, parameters);
        Client client = enrolled(parameters, 5, fob.code(7), fob.code(8));

        assertOpenNothing(
                client, "GAHT12345678", List.of(fob.code(5), fob.code(6), fob.code(7), fob.code(8)), fob.code(9));
    }

    private Client enrolled(OtpParameters parameters, long counter, String first, String second) {
        server.stock(CodeDevice.newFob(new MfaSerial("GAHT12345678"), parameters, counter), SEED);
        Client client = signedIn("zoe");
        client.post(ZOES, object("type", "fob", "serial", "GAHT12345678", "code1", first, "code2", second))
                .expect(201);
        return client;
    }
}
