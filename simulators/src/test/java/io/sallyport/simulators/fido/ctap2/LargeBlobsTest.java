// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("CTAP 2.1 §6.10 authenticatorLargeBlobs")
class LargeBlobsTest {
    private static final int COMMAND = 0x0c;
    private static final int GET = 1;
    private static final int SET = 2;
    private static final int OFFSET = 3;
    private static final int LENGTH = 4;
    private static final int PARAM = 5;
    private static final int PROTOCOL = 6;
    private static final int CAPACITY = 4096;
    private static final int FRAGMENT = 1280 - 64;

    /** §6.10.1: an empty array and the beginning of its SHA-256. */
    private static final byte[] INITIAL = HexFormat.of().parseHex("8076be8b528d0075f7aae98d6fa57a6d3c");

    private final Storage storage = Storage.inMemory();
    private Ctap2Host host = plugIn();

    private Ctap2Host plugIn() {
        Environment environment = new Environment(new ManualClock(), new SeededRandom(6), Presence.eager(), storage);
        return new Ctap2Host(new Chip(environment, Products.YUBIKEY_5_7, Faults.none()));
    }

    private static byte[] serialized(int length) {
        byte[] content = new byte[length - 16];
        Arrays.fill(content, (byte) 0x5a);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return ByteBuffer.allocate(length).put(content).put(hash, 0, 16).array();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static CBORObject get(int length, int offset) {
        return CBORObject.NewMap().Add(GET, length).Add(OFFSET, offset);
    }

    private static CBORObject set(byte[] all, int from, int to) {
        CBORObject request =
                CBORObject.NewMap().Add(SET, Arrays.copyOfRange(all, from, to)).Add(OFFSET, from);
        return from == 0 ? request.Add(LENGTH, all.length) : request;
    }

    private byte[] read(int length, int offset) {
        return host.succeed(COMMAND, get(length, offset)).get(1).GetByteString();
    }

    private CtapStatus status(CBORObject request) {
        return host.status(COMMAND, request);
    }

    private void write(byte[] all) {
        for (int from = 0; from < all.length; from += FRAGMENT) {
            CBORObject request = set(all, from, Math.min(all.length, from + FRAGMENT));
            assertThat(host.succeed(COMMAND, request).size()).isZero();
        }
    }

    @Nested
    class Reading {
        @Test
        void beginsWithTheInitialArray() {
            assertThat(read(FRAGMENT, 0)).isEqualTo(INITIAL);
            assertThat(read(17, 0)).isEqualTo(INITIAL);
        }

        @Test
        void givesWhatIsThereFromTheOffsetOn() {
            assertThat(read(4, 2)).isEqualTo(Arrays.copyOfRange(INITIAL, 2, 6));
            assertThat(read(100, 10)).isEqualTo(Arrays.copyOfRange(INITIAL, 10, 17));
            assertThat(read(100, 17)).isEmpty();
            assertThat(read(0, 0)).isEmpty();
            assertThat(status(get(1, 18))).isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(status(get(1, 1 << 30))).isEqualTo(CtapStatus.INVALID_PARAMETER);
        }

        @Test
        void takesNoFragmentLargerThanAMessageHolds() {
            assertThat(status(get(FRAGMENT, 0))).isEqualTo(CtapStatus.OK);
            assertThat(status(get(FRAGMENT + 1, 0))).isEqualTo(CtapStatus.INVALID_LENGTH);
        }

        @Test
        void takesNothingThatBelongsToWriting() {
            for (CBORObject request : new CBORObject[] {
                get(1, 0).Add(SET, new byte[1]),
                get(1, 0).Add(LENGTH, 17),
                get(1, 0).Add(PARAM, new byte[32]),
                get(1, 0).Add(PROTOCOL, 1),
                CBORObject.NewMap().Add(GET, 1),
                CBORObject.NewMap().Add(OFFSET, 0),
                CBORObject.NewMap()
            }) {
                assertThat(status(request)).as("%s", request).isEqualTo(CtapStatus.INVALID_PARAMETER);
            }
        }

        @Test
        void countsWithUnsignedNumbersOnly() {
            assertThat(status(get(-1, 0))).isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
            assertThat(status(get(1, -1))).isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
            assertThat(status(CBORObject.NewMap().Add(GET, "1").Add(OFFSET, 0)))
                    .isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
        }
    }

    @Nested
    class Writing {
        @Test
        void storesWhatCameInFragments() {
            byte[] all = serialized(CAPACITY);
            write(all);
            assertThat(read(FRAGMENT, 0)).isEqualTo(Arrays.copyOf(all, FRAGMENT));
            assertThat(read(FRAGMENT, 3 * FRAGMENT)).isEqualTo(Arrays.copyOfRange(all, 3 * FRAGMENT, CAPACITY));
        }

        @Test
        void isStoredForGood() {
            byte[] all = serialized(500);
            write(all);
            host = plugIn();
            assertThat(read(FRAGMENT, 0)).isEqualTo(all);
        }

        @Test
        void storesNothingBeforeTheLastFragment() {
            byte[] all = serialized(500);
            host.succeed(COMMAND, set(all, 0, 499));
            assertThat(read(FRAGMENT, 0)).isEqualTo(INITIAL);
            host = plugIn();
            assertThat(status(set(all, 499, 500))).isEqualTo(CtapStatus.INVALID_SEQ);
            assertThat(read(FRAGMENT, 0)).isEqualTo(INITIAL);
        }

        @Test
        void leavesTheStoredArrayWhenTheHashIsWrong() {
            byte[] all = serialized(500);
            write(all);
            byte[] wrong = serialized(200);
            wrong[3] ^= 1;
            assertThat(status(set(wrong, 0, 200))).isEqualTo(CtapStatus.INTEGRITY_FAILURE);
            assertThat(read(FRAGMENT, 0)).isEqualTo(all);
        }

        @Test
        void wantsFragmentsInOrder() {
            byte[] all = serialized(500);
            assertThat(status(set(all, 100, 200))).isEqualTo(CtapStatus.INVALID_SEQ);
            host.succeed(COMMAND, set(all, 0, 100));
            assertThat(status(set(all, 101, 200))).isEqualTo(CtapStatus.INVALID_SEQ);
            assertThat(status(set(all, 99, 200))).isEqualTo(CtapStatus.INVALID_SEQ);
            host.succeed(COMMAND, set(all, 100, 500));
            assertThat(status(set(all, 100, 500))).isEqualTo(CtapStatus.INVALID_SEQ);
            assertThat(read(FRAGMENT, 0)).isEqualTo(all);
        }

        @Test
        void beginsAnewAtOffsetZero() {
            byte[] first = serialized(500);
            byte[] second = serialized(300);
            host.succeed(COMMAND, set(first, 0, 400));
            host.succeed(COMMAND, set(second, 0, 100));
            host.succeed(COMMAND, set(second, 100, 300));
            assertThat(read(FRAGMENT, 0)).isEqualTo(second);
        }

        @Test
        void isReadMeanwhile() {
            byte[] all = serialized(500);
            host.succeed(COMMAND, set(all, 0, 400));
            assertThat(read(FRAGMENT, 0)).isEqualTo(INITIAL);
            host.succeed(COMMAND, set(all, 400, 500));
            assertThat(read(FRAGMENT, 0)).isEqualTo(all);
        }

        @Test
        void isForgottenOnAnyOtherCommand() {
            byte[] all = serialized(500);
            host.succeed(COMMAND, set(all, 0, 400));
            host.succeed(0x04, CBORObject.NewMap());
            assertThat(status(set(all, 400, 500))).isEqualTo(CtapStatus.INVALID_SEQ);
        }

        @Test
        void takesNoMoreThanWasAnnounced() {
            byte[] all = serialized(500);
            host.succeed(COMMAND, set(all, 0, 400));
            byte[] longer = Arrays.copyOf(all, 501);
            assertThat(status(set(longer, 400, 501))).isEqualTo(CtapStatus.INVALID_PARAMETER);
            host.succeed(COMMAND, set(all, 400, 500));
        }

        @Test
        void isToldTheLengthOnceAndFirst() {
            byte[] all = serialized(500);
            assertThat(status(CBORObject.NewMap().Add(SET, all).Add(OFFSET, 0)))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
            host.succeed(COMMAND, set(all, 0, 400));
            assertThat(status(set(all, 400, 500).Add(LENGTH, 500))).isEqualTo(CtapStatus.INVALID_PARAMETER);
        }

        @Test
        void hasRoomForSoMuch() {
            assertThat(status(set(serialized(16), 0, 16))).isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(status(set(serialized(17), 0, 17))).isEqualTo(CtapStatus.OK);
            assertThat(status(set(new byte[CAPACITY + 1], 0, 17))).isEqualTo(CtapStatus.LARGE_BLOB_STORAGE_FULL);
            byte[] all = serialized(2 * FRAGMENT);
            assertThat(status(set(all, 0, FRAGMENT + 1))).isEqualTo(CtapStatus.INVALID_LENGTH);
            assertThat(status(set(all, 0, FRAGMENT))).isEqualTo(CtapStatus.OK);
        }

        @Test
        void asksForNoTokenWithoutAPin() {
            byte[] all = serialized(100);
            assertThat(status(set(all, 0, 100).Add(PARAM, new byte[16]).Add(PROTOCOL, 1)))
                    .isEqualTo(CtapStatus.OK);
        }
    }
}
