// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.simulators.fido.chip.Products;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The large-blob array through yubikit's Ctap2Session, with tokens of its PIN/UV auth protocols. */
@ParameterizedClass
@MethodSource("protocols")
class YubikitLargeBlobsTest {
    private static final char[] PIN = "246810".toCharArray();
    private static final int CAPACITY = Products.YUBIKEY_5_7.limits().largeBlobArray();
    private static final String OTHER_RP = "example.net";

    private final PinUvAuthProtocol protocol;
    private final PluggedKey key = new PluggedKey(Products.YUBIKEY_5_7);
    private Ctap2Session session;

    YubikitLargeBlobsTest(PinUvAuthProtocol protocol) throws IOException, CommandException {
        this.protocol = protocol;
        this.session = new Ctap2Session(key.connect());
        pin().setPin(PIN);
    }

    static Stream<PinUvAuthProtocol> protocols() {
        return Stream.of(new PinUvAuthProtocolV1(), new PinUvAuthProtocolV2());
    }

    private ClientPin pin() {
        return new ClientPin(session, protocol);
    }

    private int fragment() {
        return session.getCachedInfo().getMaxMsgSize() - 64;
    }

    /** As platforms make it, but for what is in it: the key looks at the hash only. */
    private static byte[] array(int seed, int length) {
        byte[] content = new byte[length - 16];
        new Random(seed).nextBytes(content);
        return ByteBuffer.allocate(length)
                .put(content)
                .put(DigestUtils.sha256(content), 0, 16)
                .array();
    }

    private void write(byte[] array, int permission, @Nullable String rpId) throws IOException, CommandException {
        byte[] token = pin().getPinToken(PIN, permission, rpId);
        for (int offset = 0; offset < array.length; offset += fragment()) {
            byte[] part = Arrays.copyOfRange(array, offset, Math.min(array.length, offset + fragment()));
            session.largeBlobs(
                    offset,
                    null,
                    part,
                    offset == 0 ? array.length : null,
                    protocol.authenticate(token, message(offset, part)),
                    protocol.getVersion());
        }
    }

    /** 32 bytes of 0xff, 0x0c00, the offset in little-endian, the fragment's SHA-256 (CTAP 2.1 §6.10.2). */
    private static byte[] message(int offset, byte[] part) {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        return ByteBuffer.allocate(70)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ones)
                .put((byte) 0x0c)
                .put((byte) 0)
                .putInt(offset)
                .put(DigestUtils.sha256(part))
                .array();
    }

    private byte[] read() throws IOException, CommandException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part;
        do {
            Map<Integer, ?> response = session.largeBlobs(all.size(), fragment(), null, null, null, null);
            part = (byte[]) Objects.requireNonNull(response.get(1));
            all.writeBytes(part);
        } while (part.length == fragment());
        return all.toByteArray();
    }

    private static int error(ThrowingCallable call) {
        return catchThrowableOfType(CtapException.class, call).getCtapError();
    }

    @Test
    void keepsAnArrayOfManyFragmentsForGood() throws IOException, CommandException {
        assertThat(session.getCachedInfo().getMaxSerializedLargeBlobArray()).isEqualTo(CAPACITY);
        assertThat(read()).hasSize(17);
        byte[] array = array(1, CAPACITY);
        write(array, ClientPin.PIN_PERMISSION_LBW, null);
        assertThat(read()).isEqualTo(array);
        session = new Ctap2Session(key.connect());
        assertThat(read()).isEqualTo(array);
        write(array(2, 2 * fragment()), ClientPin.PIN_PERMISSION_LBW, null);
        assertThat(read()).isEqualTo(array(2, 2 * fragment()));
    }

    @Test
    void isWrittenWithThatPermissionOnly() throws IOException, CommandException {
        byte[] array = array(1, 100);
        assertThat(error(() -> write(array, ClientPin.PIN_PERMISSION_CM, null)))
                .isEqualTo(CtapException.ERR_PIN_AUTH_INVALID);
        assertThat(error(() -> session.largeBlobs(0, null, array, array.length, null, null)))
                .isEqualTo(CtapException.ERR_PUAT_REQUIRED);
        assertThat(error(() -> session.largeBlobs(0, null, array, array.length, new byte[16], null)))
                .isEqualTo(CtapException.ERR_MISSING_PARAMETER);
        assertThat(error(() -> session.largeBlobs(0, null, array, array.length, new byte[16], 7)))
                .isEqualTo(CtapException.ERR_INVALID_PARAMETER);
        assertThat(read()).hasSize(17);
        // The permission is for no relying party in particular (§6.5.5.7).
        write(array, ClientPin.PIN_PERMISSION_LBW | ClientPin.PIN_PERMISSION_GA, OTHER_RP);
        assertThat(read()).isEqualTo(array);
    }

    @Test
    void isWrittenWithAParamOfThatFragmentOnly() throws IOException, CommandException {
        byte[] array = array(1, 100);
        byte[] token = pin().getPinToken(PIN, ClientPin.PIN_PERMISSION_LBW, null);
        for (byte[] wrong : new byte[][] {message(1, array), message(0, Arrays.copyOf(array, 99)), array}) {
            byte[] param = protocol.authenticate(token, wrong);
            assertThat(error(() -> session.largeBlobs(0, null, array, array.length, param, protocol.getVersion())))
                    .isEqualTo(CtapException.ERR_PIN_AUTH_INVALID);
        }
        assertThat(read()).hasSize(17);
    }

    @Test
    void hasNoRoomForMore() throws IOException, CommandException {
        byte[] tooLarge = array(1, CAPACITY + 1);
        assertThat(error(() -> write(tooLarge, ClientPin.PIN_PERMISSION_LBW, null)))
                .isEqualTo(CtapException.ERR_LARGE_BLOB_STORAGE_FULL);
        byte[] wrong = array(1, 100);
        wrong[0] ^= 1;
        assertThat(error(() -> write(wrong, ClientPin.PIN_PERMISSION_LBW, null)))
                .isEqualTo(CtapException.ERR_INTEGRITY_FAILURE);
    }

    @Test
    void isEmptyAfterAReset() throws IOException, CommandException {
        write(array(1, 1000), ClientPin.PIN_PERMISSION_LBW, null);
        session.reset(null);
        assertThat(read()).hasSize(17);
    }
}
