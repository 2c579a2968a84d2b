// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import static io.sallyport.hardware.ctap.twin.Ctap2Requests.getAssertion;
import static io.sallyport.hardware.ctap.twin.Ctap2Requests.makeCredential;
import static io.sallyport.hardware.ctap.twin.Ctap2Requests.with;

import io.sallyport.hardware.ctap.HidCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CTAP2's commands without a PIN, right and wrong (CTAP 2.1 §6). */
final class Ctap2Steps {
    private static final String MADE = "made";

    /** Members of authenticatorGetInfo that depend on what the key has been through. */
    private static final List<Integer> PASSING = List.of(0x14, 0x19, 0x1a);

    private Ctap2Steps() {}

    static List<Step> all() {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.harmless("getInfo", Ctap2Steps::info));
        for (String request : List.of(
                "00",
                "3f",
                "04a0",
                "01",
                "01a0",
                "01ff",
                "0180",
                "01a101",
                "01a20100",
                "02",
                "08",
                "0aa0",
                "0ca0",
                "0da0")) {
            byte[] bytes = HexFormat.of().parseHex(request);
            steps.add(Step.harmless(
                    "the request " + request, key -> Shape.of(key.line().ask(HidCommand.CBOR, bytes))));
        }
        for (int member = 1; member <= 4; member++) {
            int missing = member;
            steps.add(refusedCreation("without member " + missing, with(makeCredential(), missing, null)));
            steps.add(refusedCreation("with a number as member " + missing, with(makeCredential(), missing, 7)));
        }
        steps.add(refusedCreation("with no algorithm", with(makeCredential(), 4, List.of())));
        steps.add(refusedCreation(
                "with an algorithm of nobody", with(makeCredential(), 4, List.of(Ctap2Requests.algorithm(-9999)))));
        steps.add(refusedCreation("with up: false", with(makeCredential(), 7, Map.of("up", false))));
        steps.add(refusedCreation("with uv: true", with(makeCredential(), 7, Map.of("uv", true))));
        steps.add(refusedCreation("with a PIN's proof by no protocol", with(makeCredential(), 8, new byte[16])));
        steps.add(refusedCreation(
                "with a PIN's proof by protocol 9", with(with(makeCredential(), 8, new byte[16]), 9, 9)));
        steps.add(Step.harmless("makeCredential", key -> create(key, MADE, makeCredential())));
        steps.add(Step.harmless(
                "makeCredential with credProtect 2",
                key -> create(key, "protected", with(makeCredential(), 6, Map.of("credProtect", 2)))));
        steps.add(Step.harmless(
                "makeCredential with hmac-secret",
                key -> create(key, "hmac", with(makeCredential(), 6, Map.of("hmac-secret", true)))));
        steps.add(Step.harmless(
                "makeCredential with EdDSA first",
                key -> create(
                        key,
                        "eddsa",
                        with(makeCredential(), 4, List.of(Ctap2Requests.algorithm(-8), Ctap2Requests.algorithm(-7))))));
        steps.add(Step.harmless(
                "makeCredential that excludes what it made",
                key -> Shape.ctap2(key.ctap2(
                        Ctap2Requests.MAKE_CREDENTIAL,
                        with(makeCredential(), 5, List.of(Ctap2Requests.descriptor(key.credential(MADE))))))));
        steps.add(Step.harmless("getAssertion", key -> assertion(key, getAssertion(key.credential(MADE)))));
        steps.add(Step.harmless("getAssertion by EdDSA", key -> assertion(key, getAssertion(key.credential("eddsa")))));
        steps.add(Step.harmless(
                "getAssertion with up: false",
                key -> assertion(key, with(getAssertion(key.credential(MADE)), 5, Map.of("up", false)))));
        steps.add(Step.harmless(
                "getAssertion with rk: true",
                key -> assertion(key, with(getAssertion(key.credential(MADE)), 5, Map.of("rk", true)))));
        steps.add(Step.harmless(
                "getAssertion of a stranger's credential", key -> assertion(key, getAssertion(new byte[64]))));
        steps.add(Step.harmless(
                "getAssertion for another site",
                key -> assertion(key, with(getAssertion(key.credential(MADE)), 1, "other.example.org"))));
        steps.add(Step.harmless(
                "getAssertion for a site that is a number",
                key -> assertion(key, with(getAssertion(key.credential(MADE)), 1, 7))));
        steps.add(plain("getNextAssertion of nothing", Ctap2Requests.GET_NEXT_ASSERTION, null));
        steps.add(plain("getPINRetries", Ctap2Requests.CLIENT_PIN, Map.of(1, 1, 2, 1)));
        steps.add(plain("getUVRetries", Ctap2Requests.CLIENT_PIN, Map.of(1, 1, 2, 7)));
        for (int protocol = 0; protocol <= 3; protocol++) {
            steps.add(plain(
                    "getKeyAgreement of protocol " + protocol, Ctap2Requests.CLIENT_PIN, Map.of(1, protocol, 2, 2)));
        }
        steps.add(plain("clientPIN's subcommand 99", Ctap2Requests.CLIENT_PIN, Map.of(1, 1, 2, 99)));
        steps.add(plain("clientPIN without a subcommand", Ctap2Requests.CLIENT_PIN, Map.of(1, 1)));
        for (int management :
                new int[] {Ctap2Requests.CREDENTIAL_MANAGEMENT, Ctap2Requests.CREDENTIAL_MANAGEMENT_PREVIEW}) {
            steps.add(plain(
                    "credentialManagement " + Shape.hex(management) + " without a proof", management, Map.of(1, 1)));
        }
        steps.add(plain("largeBlobs, reading", Ctap2Requests.LARGE_BLOBS, Map.of(1, 64, 3, 0)));
        steps.add(plain("selection", Ctap2Requests.SELECTION, null));
        return steps;
    }

    private static Step plain(String name, int command, @Nullable Object parameters) {
        return Step.harmless(name, key -> Shape.ctap2(key.ctap2(command, parameters)));
    }

    private static Step refusedCreation(String name, Map<Integer, Object> parameters) {
        return Step.harmless("makeCredential " + name, key -> create(key, "unexpected", parameters));
    }

    private static String info(Asked key) throws IOException {
        byte[] answer = key.ctap2(Ctap2Requests.GET_INFO, null);
        Map<?, ?> members = Asked.members(answer);
        Map<Object, Object> lasting = new HashMap<>(members);
        lasting.keySet().removeIf(PASSING::contains);
        if (lasting.get(3) instanceof byte[] aaguid) {
            lasting.put(3, Shape.hex(aaguid));
        }
        return "status " + (answer.length == 0 ? "none" : Shape.hex(answer[0])) + "\n" + Shape.value("", lasting);
    }

    /** The shape of a new credential, which is kept by name. */
    static String create(Asked key, String name, Map<Integer, Object> parameters) throws IOException {
        byte[] answer = key.ctap2(Ctap2Requests.MAKE_CREDENTIAL, parameters);
        if (!(Asked.members(answer).get(2) instanceof byte[] data)) {
            return Shape.ctap2(answer);
        }
        credentialId(data).ifPresent(id -> key.keep(name, id));
        return "status 00\n" + AuthenticatorDataShape.of(data) + "\n" + rest(answer);
    }

    private static Optional<byte[]> credentialId(byte... data) {
        int at = 32 + 1 + 4 + 16;
        if (data.length < at + 2) {
            return Optional.empty();
        }
        int length = Byte.toUnsignedInt(data[at]) << 8 | Byte.toUnsignedInt(data[at + 1]);
        return data.length < at + 2 + length
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(data, at + 2, at + 2 + length));
    }

    static String assertion(Asked key, Map<Integer, Object> parameters) throws IOException {
        byte[] answer = key.ctap2(Ctap2Requests.GET_ASSERTION, parameters);
        if (!(Asked.members(answer).get(2) instanceof byte[] data)) {
            return Shape.ctap2(answer);
        }
        return "status 00\n" + AuthenticatorDataShape.of(data) + "\n" + rest(answer);
    }

    /** Everything but the authenticator data; of certificates, how many there are. */
    private static String rest(byte... answer) {
        Map<Object, Object> members = new HashMap<>(Asked.members(answer));
        members.remove(2);
        if (members.get(3) instanceof Map<?, ?> statement) {
            Map<Object, Object> shortened = new HashMap<>(statement);
            shortened.computeIfPresent(
                    "x5c", (name, chain) -> chain instanceof List<?> list ? list.size() + " certificates" : chain);
            members.put(3, shortened);
        }
        return Shape.value("", members);
    }
}
