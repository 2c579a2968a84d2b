// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.DeviceException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is plugged in: what comes out is a {@link DeviceException}. */
class OddDevicesTest {
    private static final int CHANNEL = OddDevice.CHANNEL;

    private final ManualClock clock = new ManualClock();

    private SecurityKey openAnswering(String cbor) {
        HidMessage message = new HidMessage(CHANNEL, HidCommand.CBOR, Bytes.ofHex(cbor));
        return SecurityKey.open(new OddDevice(clock, asked -> message), clock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0001",
                "0080",
                "00a0",
                "00a10100",
                "00a1018101",
                "00a10180",
                "00a203f60180",
                "00a10401",
                "00a1",
                "00ffff",
                "00a1015a7fffffff",
                "00bf01ff",
                "00a1018163ffffff"
            })
    void letsNoOtherExceptionOutForOddInfo(String cbor) {
        Throwable thrown = catchThrowable(() -> openAnswering(cbor));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(DeviceException.class);
        }
    }

    @Test
    void reportsARefusalWithItsStatus() {
        assertThatThrownBy(() -> openAnswering("01"))
                .isInstanceOfSatisfying(
                        DeviceException.CtapRefused.class,
                        e -> assertThat(e.status()).isEqualTo(1));
    }

    @Test
    void reportsAKeyThatAnotherProgramUses() {
        assertThatThrownBy(() -> SecurityKey.open(
                        new OddDevice(clock, asked -> HidMessage.error(CHANNEL, HidError.CHANNEL_BUSY)), clock))
                .isInstanceOf(DeviceException.Busy.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81", "a1", "a101"})
    void survivesNestingAsDeepAsAMessage(String level) {
        String cbor = "00" + level.repeat((HidMessage.MAX_PAYLOAD - 1) / (level.length() / 2));
        Thread small = new Thread(null, () -> assertGarbled(cbor), "small stack", 256 * 1024);
        Throwable[] failure = new Throwable[1];
        small.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
        small.start();
        join(small);
        assertThat(failure[0]).isNull();
    }

    private void assertGarbled(String cbor) {
        assertThatThrownBy(() -> openAnswering(cbor)).isInstanceOf(DeviceException.Garbled.class);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void letsNoOtherExceptionOutForRandomAnswers() {
        Random random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            byte[] payload = new byte[random.nextInt(80)];
            random.nextBytes(payload);
            if (payload.length > 1) {
                payload[0] = 0;
                payload[1] = (byte) (0xa0 | random.nextInt(6));
            }
            HidMessage message = new HidMessage(CHANNEL, HidCommand.CBOR, Bytes.of(payload));
            Throwable thrown = catchThrowable(() -> SecurityKey.open(new OddDevice(clock, asked -> message), clock));
            if (thrown != null) {
                assertThat(thrown).as(message.toString()).isInstanceOf(DeviceException.class);
            }
        }
    }
}
