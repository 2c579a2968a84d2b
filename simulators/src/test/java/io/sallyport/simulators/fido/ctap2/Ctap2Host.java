// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A computer that talks CTAP2 to an engine without framing, and says what it likes. */
final class Ctap2Host {
    private final Authenticator authenticator;
    private final Runnable meanwhile;

    /** Plugs the key in. */
    Ctap2Host(Chip chip) {
        this(chip, () -> {
            throw new AssertionError("it is not answered at once");
        });
    }

    /** @param meanwhile while somebody is waited for */
    Ctap2Host(Chip chip, Runnable meanwhile) {
        this.authenticator = new Authenticator(chip);
        this.meanwhile = meanwhile;
    }

    CtapStatus status(int command, CBORObject parameters) {
        int code = Byte.toUnsignedInt(ask(command, parameters)[0]);
        return Arrays.stream(CtapStatus.values())
                .filter(s -> s.code() == code)
                .findFirst()
                .orElseThrow();
    }

    /** @return the response map, empty when there is none */
    CBORObject succeed(int command, CBORObject parameters) {
        byte[] response = ask(command, parameters);
        assertThat(Byte.toUnsignedInt(response[0])).as("status").isEqualTo(CtapStatus.OK.code());
        return response.length == 1
                ? CBORObject.NewMap()
                : CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length));
    }

    private byte[] ask(int command, CBORObject parameters) {
        byte[] cbor = CtapCbor.encode(parameters).toArray();
        byte[] request = ByteBuffer.allocate(1 + cbor.length)
                .put((byte) command)
                .put(cbor)
                .array();
        Optional<Bytes> response = authenticator.submit(Bytes.of(request)).or(authenticator::poll);
        while (response.isEmpty()) {
            meanwhile.run();
            response = authenticator.poll();
        }
        return response.get().toArray();
    }
}
