// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Limits;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * authenticatorLargeBlobs (CTAP 2.1 §6.10.2), in the order of its steps. Nothing is stored until the last fragment of an
 * array is there; a fragment at offset 0 begins anew, and what was begun is forgotten on any other command.
 */
final class LargeBlobs implements Command {
    /** What the other parameters of a request take from its size (§6.10.2). */
    private static final int OVERHEAD = 64;

    private final Limits limits;
    private final LargeBlobArray array;
    private final UserVerification verification;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    /** Bytes of the array being written; 0 when none is. */
    private long expected;

    LargeBlobs(Chip chip, UserVerification verification) {
        this.limits = chip.profile().limits();
        this.array = new LargeBlobArray(chip.environment().storage());
        this.verification = verification;
    }

    @Override
    public Step run(Parameters parameters) {
        LargeBlobsRequest request = LargeBlobsRequest.parse(parameters);
        if (request.set().isPresent()) {
            set(request, request.set().get());
            return new Step.Answer(Bytes.empty());
        }
        return new Step.Answer(CtapCbor.encode(
                CBORObject.NewMap().Add(0x01, get(Parameters.require(request.get()), request.offset()))));
    }

    @Override
    public void describe(Info info) {
        info.option("largeBlobs", true).member(0x0b, limits.largeBlobArray());
    }

    @Override
    public void forget() {
        expected = 0;
        written.reset();
    }

    private byte[] get(long length, long offset) {
        requireFragment(length);
        byte[] stored = array.read();
        if (offset > stored.length) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        int from = (int) offset;
        return Arrays.copyOfRange(stored, from, (int) Math.min(stored.length, from + length));
    }

    private void set(LargeBlobsRequest request, Bytes fragment) {
        requireFragment(fragment.length());
        if (request.offset() == 0) {
            begin(request.length());
        } else if (request.length().isPresent()) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        if (expected == 0 || request.offset() != written.size()) {
            throw new CtapException(CtapStatus.INVALID_SEQ);
        }
        if (verification.isProtected() || verification.settings().alwaysUv()) {
            authenticate(request.pinUvAuth(), written.size(), fragment);
        }
        if (written.size() + fragment.length() > expected) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        written.writeBytes(fragment.toArray());
        if (written.size() == expected) {
            Bytes complete = Bytes.of(written.toByteArray());
            forget();
            array.replace(complete);
        }
    }

    private void begin(Optional<Long> length) {
        long total = length.orElseThrow(() -> new CtapException(CtapStatus.INVALID_PARAMETER));
        if (total > limits.largeBlobArray()) {
            throw new CtapException(CtapStatus.LARGE_BLOB_STORAGE_FULL);
        }
        if (total < LargeBlobArray.SHORTEST) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        forget();
        expected = total;
    }

    private void authenticate(PinUvAuth auth, int offset, Bytes fragment) {
        ByteBuffer message = ByteBuffer.allocate(70).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 32; i++) {
            message.put((byte) 0xff);
        }
        message.put((byte) 0x0c).put((byte) 0x00).putInt(offset).put(DigestUtils.sha256(fragment.toArray()));
        verification.require(auth, Bytes.of(message.array()), Permission.LARGE_BLOB_WRITE, Optional.empty());
    }

    private void requireFragment(long length) {
        if (length > limits.maxMessage() - OVERHEAD) {
            throw new CtapException(CtapStatus.INVALID_LENGTH);
        }
    }
}
