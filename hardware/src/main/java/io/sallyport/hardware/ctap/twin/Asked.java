// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import com.yubico.yubikit.fido.Cbor;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key that is asked the script's questions, and what it has answered so far.
 */
final class Asked {
    private final Line line;

    /** The credential it made last, by name. */
    private final Map<String, byte[]> credentials = new LinkedHashMap<>();

    private byte @Nullable [] token;

    Asked(Line line) {
        this.line = line;
    }

    Line line() {
        return line;
    }

    void keep(String name, byte... credential) {
        credentials.put(name, credential);
    }

    /** What it made, or a credential that it did not. */
    byte[] credential(String name) {
        byte[] kept = credentials.get(name);
        return kept == null ? new byte[64] : kept;
    }

    void keepToken(byte... value) {
        token = value;
    }

    Optional<byte[]> token() {
        return Optional.ofNullable(token);
    }

    /** @return status and CBOR */
    byte[] ctap2(int command, @Nullable Object parameters) throws IOException {
        byte[] cbor = parameters == null ? new byte[0] : Cbor.encode(parameters);
        byte[] request = new byte[1 + cbor.length];
        request[0] = (byte) command;
        System.arraycopy(cbor, 0, request, 1, cbor.length);
        return line.ask(HidCommand.CBOR, request)
                .filter(answer -> answer.command() == HidCommand.CBOR.code())
                .map(HidMessage::payload)
                .map(bytes -> bytes.toArray())
                .orElse(new byte[0]);
    }

    /** The map of a good answer; empty if it is none. */
    static Map<?, ?> members(byte... answer) {
        if (answer.length < 2 || answer[0] != 0) {
            return Map.of();
        }
        try {
            return Cbor.decode(Arrays.copyOfRange(answer, 1, answer.length)) instanceof Map<?, ?> map ? map : Map.of();
        } catch (RuntimeException notCbor) {
            return Map.of();
        }
    }
}
