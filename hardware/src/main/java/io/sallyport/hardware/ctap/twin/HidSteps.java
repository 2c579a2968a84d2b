// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** CTAPHID, right and wrong (CTAP 2.1 §11.2). */
final class HidSteps {
    private static final int UNKNOWN_COMMAND = 0x22;
    private static final int NOBODYS_CHANNEL = 0x7eeeeeee;
    private static final int NONCE = 8;

    private HidSteps() {}

    static List<Step> all() {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.harmless("INIT", key -> init(key.line().open())));
        steps.add(Step.harmless("INIT on its own channel", key -> {
            int before = key.line().channel();
            Optional<HidMessage> answer = key.line().ask(HidCommand.INIT, new byte[NONCE]);
            boolean same = answer.filter(a -> a.payload().length() >= NONCE + Integer.BYTES)
                    .filter(a -> ByteBuffer.wrap(a.payload().toArray()).getInt(NONCE) == before)
                    .isPresent();
            return Shape.of(answer) + "\nsame channel: " + same;
        }));
        for (int size : new int[] {0, 1, 57, 58, 116, 117, 1024, 1200}) {
            steps.add(Step.harmless("PING of " + size + " bytes", key -> echo(key, size)));
        }
        steps.add(said(
                "an unknown command",
                key -> key.line().ask(new HidMessage(key.line().channel(), UNKNOWN_COMMAND, Bytes.empty()))));
        steps.add(said(
                "a channel that nobody was given",
                key -> key.line().ask(new HidMessage(NOBODYS_CHANNEL, HidCommand.PING, Bytes.of((byte) 1)))));
        steps.add(said("channel 0", key -> key.line().ask(new HidMessage(0, HidCommand.PING, Bytes.of((byte) 1)))));
        steps.add(said(
                "PING on the broadcast channel",
                key -> key.line().ask(new HidMessage(HidPacket.BROADCAST, HidCommand.PING, Bytes.of((byte) 1)))));
        steps.add(said(
                "INIT of another length",
                key -> key.line().ask(new HidMessage(HidPacket.BROADCAST, HidCommand.INIT, Bytes.of(new byte[7])))));
        steps.add(said(
                "a continuation of nothing",
                key -> key.line()
                        .send(List.of(new HidPacket.Continuation(key.line().channel(), 0, Bytes.empty())))));
        steps.add(said(
                "a continuation out of sequence",
                key -> key.line()
                        .send(List.of(
                                start(key, 200),
                                new HidPacket.Continuation(key.line().channel(), 1, Bytes.empty())))));
        steps.add(said(
                "a message begun within another", key -> key.line().send(List.of(start(key, 200), start(key, 200)))));
        steps.add(said("a message that is longer than any", key -> key.line().send(List.of(start(key, 0xffff)))));
        steps.add(said("a message that does not end", key -> key.line().send(List.of(start(key, 200)))));
        steps.add(said("WINK", key -> key.line().ask(HidCommand.WINK)));
        steps.add(said("WINK with a payload", key -> key.line().ask(HidCommand.WINK, (byte) 1)));
        steps.add(said("CANCEL of nothing", key -> key.line().ask(HidCommand.CANCEL)));
        steps.add(said("LOCK for 11 seconds", key -> key.line().ask(HidCommand.LOCK, (byte) 11)));
        steps.add(said("LOCK without a time", key -> key.line().ask(HidCommand.LOCK)));
        steps.add(said("CBOR without a command", key -> key.line().ask(HidCommand.CBOR)));
        return steps;
    }

    @FunctionalInterface
    private interface Message {
        Optional<HidMessage> to(Asked key) throws IOException;
    }

    private static Step said(String name, Message message) {
        return Step.harmless(name, key -> Shape.of(message.to(key)));
    }

    private static HidPacket start(Asked key, int length) {
        return new HidPacket.Initialization(key.line().channel(), HidCommand.PING.code(), length, Bytes.empty());
    }

    private static String echo(Asked key, int size) throws IOException {
        byte[] sent = new byte[size];
        for (int i = 0; i < size; i++) {
            sent[i] = (byte) i;
        }
        Optional<HidMessage> answer = key.line().ask(HidCommand.PING, sent);
        boolean same =
                answer.filter(a -> Arrays.equals(a.payload().toArray(), sent)).isPresent();
        return Shape.of(answer) + (same ? ", the same" : ", others");
    }

    /** Nonce and channel differ; version, firmware and capabilities tell what it is. */
    private static String init(HidMessage answer) {
        byte[] payload = answer.payload().toArray();
        return payload.length + " bytes\nprotocol version, firmware, capabilities: "
                + Shape.hex(Arrays.copyOfRange(payload, Math.min(NONCE + 4, payload.length), payload.length));
    }
}
