// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** U2F's raw messages, right and wrong. */
final class U2fSteps {
    private static final String HANDLE = "u2f";
    private static final int REGISTER = 0x01;
    private static final int AUTHENTICATE = 0x02;
    private static final int CHECK_ONLY = 0x07;
    private static final int ENFORCE = 0x03;
    private static final int WITHOUT_TOUCH = 0x08;
    private static final int CONDITIONS_NOT_SATISFIED = 0x6985;
    private static final int POINT = 65;
    private static final Duration TOUCH = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private U2fSteps() {}

    static List<Step> all() {
        return List.of(
                raw("VERSION", "00030000000000"),
                raw("VERSION, short form", "00030000"),
                raw("VERSION with data", "0003000000000101"),
                raw("an instruction of nobody", "00550000000000"),
                raw("a class of nobody", "80030000000000"),
                raw("REGISTER of too little", "000100000000010000"),
                raw("three bytes", "000300"),
                Step.harmless("REGISTER", U2fSteps::register),
                Step.harmless(
                        "AUTHENTICATE, check only", key -> said(authenticate(key, CHECK_ONLY, key.credential(HANDLE)))),
                Step.harmless(
                        "AUTHENTICATE, check only, a stranger's handle",
                        key -> said(authenticate(key, CHECK_ONLY, new byte[64]))),
                Step.harmless(
                        "AUTHENTICATE",
                        key -> signed(touched(key, () -> authenticate(key, ENFORCE, key.credential(HANDLE))))),
                Step.harmless(
                        "AUTHENTICATE without a touch",
                        key -> signed(authenticate(key, WITHOUT_TOUCH, key.credential(HANDLE)))),
                Step.harmless(
                        "AUTHENTICATE with a control byte of nobody",
                        key -> said(authenticate(key, 0x55, key.credential(HANDLE)))));
    }

    private static Step raw(String name, String apdu) {
        byte[] bytes = HexFormat.of().parseHex(apdu);
        return Step.harmless("U2F: " + name, key -> said(key.line().ask(HidCommand.MSG, bytes)));
    }

    private static String said(Optional<HidMessage> answer) {
        return answer.filter(
                        a -> a.command() == HidCommand.MSG.code() && a.payload().length() >= 2)
                .map(a -> "status " + Integer.toHexString(status(a)) + " after "
                        + (a.payload().length() - 2) + " bytes")
                .orElseGet(() -> Shape.of(answer));
    }

    private static int status(HidMessage answer) {
        byte[] payload = answer.payload().toArray();
        return payload.length < 2
                ? 0
                : Byte.toUnsignedInt(payload[payload.length - 2]) << 8
                        | Byte.toUnsignedInt(payload[payload.length - 1]);
    }

    private static Optional<HidMessage> send(Asked key, int instruction, int control, byte[] data) throws IOException {
        ByteArrayOutputStream apdu = new ByteArrayOutputStream();
        apdu.writeBytes(new byte[] {0, (byte) instruction, (byte) control, 0, 0, 0, (byte) data.length});
        apdu.writeBytes(data);
        apdu.writeBytes(new byte[] {0, 0});
        return key.line().ask(HidCommand.MSG, apdu.toByteArray());
    }

    private static Optional<HidMessage> authenticate(Asked key, int control, byte[] handle) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[64]);
        data.write(handle.length);
        data.writeBytes(handle);
        return send(key, AUTHENTICATE, control, data.toByteArray());
    }

    @FunctionalInterface
    private interface Attempt {
        Optional<HidMessage> make() throws IOException;
    }

    /** A U2F key does not wait to be touched: it is asked again until it was. */
    private static Optional<HidMessage> touched(Asked key, Attempt attempt) throws IOException {
        Optional<HidMessage> answer = attempt.make();
        long end = System.nanoTime() + TOUCH.toNanos();
        boolean told = false;
        while (answer.filter(a -> status(a) == CONDITIONS_NOT_SATISFIED).isPresent() && System.nanoTime() < end) {
            if (!told) {
                told = true;
                key.line().wantsTouch();
            }
            pause();
            answer = attempt.make();
        }
        return answer;
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the security key waited to be touched", e);
        }
    }

    /** 05, public key, handle, certificate, signature (U2F raw messages §4.3). */
    private static String register(Asked key) throws IOException {
        Optional<HidMessage> answer = touched(key, () -> send(key, REGISTER, 0, new byte[64]));
        byte[] payload = answer.map(a -> a.payload().toArray()).orElse(new byte[0]);
        if (payload.length < 2 + POINT + 2 || payload[0] != 5) {
            return said(answer);
        }
        int length = Byte.toUnsignedInt(payload[1 + POINT]);
        key.keep(HANDLE, Arrays.copyOfRange(payload, 2 + POINT, 2 + POINT + length));
        return "status " + Integer.toHexString(status(answer.get())) + "\nhandle: " + length + " bytes\ncertificate: "
                + (payload[2 + POINT + length] == 0x30);
    }

    /** Presence, counter, signature. */
    private static String signed(Optional<HidMessage> answer) {
        byte[] payload = answer.map(a -> a.payload().toArray()).orElse(new byte[0]);
        return payload.length < 8
                ? said(answer)
                : "status " + Integer.toHexString(status(answer.get())) + "\npresence: " + payload[0] + "\n"
                        + Shape.bytes(Arrays.copyOfRange(payload, 5, payload.length - 2));
    }
}
