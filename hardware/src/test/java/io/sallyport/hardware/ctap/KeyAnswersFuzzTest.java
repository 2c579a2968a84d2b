// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.core.Bytes;
import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whatever a key answers, its computer has an answer of its own or a {@link DeviceException}. An ordinary build runs this on
 * the seeds; {@code ./check --fuzz} lets Jazzer look for more.
 */
class KeyAnswersFuzzTest {
    private static final String ORIGIN = "https://example.org";
    private static final int GET_INFO = 0x04;

    /** Success, and a map of versions and AAGUID. */
    private static final Bytes INFO = Bytes.ofHex("00a2018168" + "4649444f5f325f30" + "0350" + "00".repeat(16));

    private static final String CREATION = """
            {"rp": {"id": "example.org", "name": "Example"}, "user": {"id": "AQ", "name": "sara", "displayName": "Sara"},
             "challenge": "AAAAAAAAAAAAAAAAAAAAAA", "pubKeyCredParams": [{"type": "public-key", "alg": -7}]}""";

    private static final String REQUEST = """
            {"rpId": "example.org", "challenge": "AAAAAAAAAAAAAAAAAAAAAA",
             "allowCredentials": [{"type": "public-key", "id": "AQID"}]}""";

    /** Each answer has two bytes of length before it; the answers after the last are the last again. */
    private static final class Answers {
        private final byte[] input;
        private int at = 1;
        private Bytes last = Bytes.of(new byte[1]);

        Answers(byte[] input) {
            this.input = input;
        }

        HidMessage next(HidMessage asked) {
            boolean odd = input.length > 0 && (input[0] & 1) == 1;
            if (!odd && asked.payload().length() > 0 && asked.payload().toArray()[0] == GET_INFO) {
                return new HidMessage(OddDevice.CHANNEL, HidCommand.CBOR, INFO);
            }
            if (at + 2 <= input.length) {
                int length = Byte.toUnsignedInt(input[at]) << 8 | Byte.toUnsignedInt(input[at + 1]);
                int end = Math.min(Math.min(input.length, at + 2 + length), at + 2 + HidMessage.MAX_PAYLOAD);
                last = Bytes.of(Arrays.copyOfRange(input, at + 2, end));
                at = end;
            }
            return new HidMessage(OddDevice.CHANNEL, HidCommand.CBOR, last);
        }
    }

    @FuzzTest
    void anyAnswersAreUnderstoodOrRefused(byte[] input) {
        ManualClock clock = new ManualClock();
        try (SecurityKey key = SecurityKey.open(new OddDevice(clock, new Answers(input)::next), clock)) {
            try {
                assertThat(key.register(CREATION, ORIGIN)).startsWith("{");
            } catch (DeviceException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            assertThat(key.authenticate(REQUEST, ORIGIN)).startsWith("{");
        } catch (DeviceException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
