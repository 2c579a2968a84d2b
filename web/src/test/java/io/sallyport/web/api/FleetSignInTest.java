// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.hardware.otp.Pskc;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Battery;
import io.sallyport.simulators.otp.DeadBatteryException;
import io.sallyport.simulators.otp.Fleet;
import io.sallyport.simulators.otp.Fob;
import io.sallyport.simulators.otp.FobModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A box of fobs is shipped, taken into stock, handed out and signed in with, until a battery is empty. */
class FleetSignInTest extends OneServer {
    @Test
    void aFobOfAShippedBoxSignsInUntilItsBatteryIsEmpty() throws IOException {
        SecureRandom random = new SecureRandom();
        List<Fleet.Member> box = Fleet.make(
                FobModel.GEMALTO, OtpParameters.STANDARD, 3, 1, Fleet.Spread.USUAL, new Random(7));
        SeedKey password = new SeedKey.Password("agreed by telephone");
        ByteArrayOutputStream shipped = new ByteArrayOutputStream();
        Pskc.write(shipped, box.stream().map(Fleet.Member::token).toList(), password, random);
        SeedFile.read(new ByteArrayInputStream(shipped.toByteArray()), password, this::stock);

        Instant made = server.clock().instant();
        Instant empty = made.plus(Duration.ofDays(1));
        Fob fob = box.get(1)
                .fob(server.clock(), made)
                .battery(Battery.until(empty))
                .build();
        String first = fob.press();
        server.advance(STEP);
        signedIn("zoe")
                .post(
                        ZOES,
                        object("type", "fob", "serial", "GAHT00000002", "code1", first, "code2", fob.press()))
                .expect(201);
        server.advance(STEP);
        zoe.code(zoe.password("zoe", PASSWORD), "GAHT00000002", fob.press()).expect(200);
        assertThat(zoe.get("/api/v1/session").body().at("/mfa/serial").asText()).isEqualTo("GAHT00000002");

        // Another fob of the same box is not hers.
        server.advance(STEP);
        Client client = client();
        Fob other = box.get(2).fob(server.clock(), made).build();
        client.code(client.password("zoe", PASSWORD), "GAHT00000002", other.press())
                .expect(403);

        server.advance(Duration.between(server.clock().instant(), empty));
        assertThat(fob.display().isBlank()).isTrue();
        assertThatExceptionOfType(DeadBatteryException.class).isThrownBy(fob::press);
    }

    private void stock(TokenSeed token) {
        server.stock(
                CodeDevice.newFob(
                        new MfaSerial(token.serial()), token.parameters(), token.counter(), token.drift()),
                token.seed());
    }
}
