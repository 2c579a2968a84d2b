// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import static io.sallyport.hardware.ctap.twin.Ctap2Requests.getAssertion;
import static io.sallyport.hardware.ctap.twin.Ctap2Requests.makeCredential;
import static io.sallyport.hardware.ctap.twin.Ctap2Requests.with;

import com.yubico.yubikit.core.util.Pair;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** What leaves a PIN and discoverable credentials on a key: only for one that may be reset. */
final class PinSteps {
    private static final String PIN = "2468-twin";
    private static final String WRONG = "1357-twin";
    private static final int PADDED = 64;

    private PinSteps() {}

    static Step reset() {
        return Step.changing("reset", key -> Shape.ctap2(key.ctap2(Ctap2Requests.RESET, null)));
    }

    static List<Step> all() {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.changing("getPinToken without a PIN", key -> token(key, new PinUvAuthProtocolV1(), PIN)));
        steps.add(Step.changing("setPIN of three characters", key -> set(key, new PinUvAuthProtocolV1(), "123")));
        steps.add(Step.changing("setPIN", key -> set(key, new PinUvAuthProtocolV1(), PIN)));
        steps.add(Step.changing("setPIN again", key -> set(key, new PinUvAuthProtocolV1(), PIN)));
        steps.add(Step.changing("getPinToken with a wrong PIN", key -> token(key, new PinUvAuthProtocolV1(), WRONG)));
        steps.add(retries());
        steps.add(Step.changing(
                "getPinToken with a wrong PIN, protocol 2", key -> token(key, new PinUvAuthProtocolV2(), WRONG)));
        steps.add(retries());
        steps.add(Step.changing("getPinToken, protocol 2", key -> token(key, new PinUvAuthProtocolV2(), PIN)));
        steps.add(Step.changing("getPinToken", key -> token(key, new PinUvAuthProtocolV1(), PIN)));
        steps.add(retries());
        steps.add(Step.changing(
                "makeCredential without the PIN's proof",
                key -> Ctap2Steps.create(key, "unexpected", makeCredential())));
        steps.add(Step.changing(
                "makeCredential with a wrong proof",
                key -> Ctap2Steps.create(key, "unexpected", with(with(makeCredential(), 8, new byte[16]), 9, 1))));
        // What was made meanwhile may have used up the token.
        steps.add(Step.changing("getPinToken again", key -> token(key, new PinUvAuthProtocolV1(), PIN)));
        steps.add(Step.changing("makeCredential with the PIN's proof and rk: true", key -> {
            Map<Integer, Object> parameters = with(makeCredential(), 7, Map.of("rk", true));
            return Ctap2Steps.create(key, "resident", proven(key, parameters, 8, Ctap2Requests.CLIENT_DATA_HASH));
        }));
        steps.add(Step.changing("getPinToken once more", key -> token(key, new PinUvAuthProtocolV1(), PIN)));
        steps.add(Step.changing(
                "getAssertion of what can be discovered, with the PIN's proof",
                key -> Ctap2Steps.assertion(key, proven(key, getAssertion(null), 6, Ctap2Requests.CLIENT_DATA_HASH))));
        steps.add(Step.changing(
                "getAssertion of what can be discovered", key -> Ctap2Steps.assertion(key, getAssertion(null))));
        steps.add(Step.changing("getPinToken a third time", key -> token(key, new PinUvAuthProtocolV1(), PIN)));
        for (int command :
                new int[] {Ctap2Requests.CREDENTIAL_MANAGEMENT, Ctap2Requests.CREDENTIAL_MANAGEMENT_PREVIEW}) {
            steps.add(Step.changing("credentialManagement " + Shape.hex(command) + ": getCredsMetadata", key -> {
                Map<Integer, Object> parameters = new HashMap<>(Map.of(1, 1, 3, 1));
                return Shape.ctap2(key.ctap2(command, proven(key, parameters, 4, new byte[] {1})));
            }));
        }
        return steps;
    }

    private static Step retries() {
        return Step.changing(
                "getPINRetries with a PIN",
                key -> Shape.ctap2(key.ctap2(Ctap2Requests.CLIENT_PIN, Map.of(1, 1, 2, 1))));
    }

    /** The parameters with a proof by protocol 1 as member {@code at}, and the protocol after it. */
    private static Map<Integer, Object> proven(Asked key, Map<Integer, Object> parameters, int at, byte[] message) {
        Optional<byte[]> token = key.token();
        if (token.isEmpty()) {
            return parameters;
        }
        byte[] proof = new PinUvAuthProtocolV1().authenticate(token.get(), message);
        // Credential management has the protocol before the proof.
        int protocolAt = at == 4 ? 3 : at + 1;
        return with(with(parameters, at, proof), protocolAt, 1);
    }

    private static String set(Asked key, PinUvAuthProtocol protocol, String pin) throws IOException {
        Optional<Pair<Map<Integer, ?>, byte[]>> secret = agree(key, protocol);
        if (secret.isEmpty()) {
            return "no key agreement";
        }
        byte[] padded = Arrays.copyOf(pin.getBytes(StandardCharsets.UTF_8), PADDED);
        byte[] encrypted = protocol.encrypt(secret.get().second, padded);
        Map<Integer, Object> parameters = new HashMap<>();
        parameters.put(1, protocol.getVersion());
        parameters.put(2, 3);
        parameters.put(3, secret.get().first);
        parameters.put(4, protocol.authenticate(secret.get().second, encrypted));
        parameters.put(5, encrypted);
        return Shape.ctap2(key.ctap2(Ctap2Requests.CLIENT_PIN, parameters));
    }

    private static String token(Asked key, PinUvAuthProtocol protocol, String pin) throws IOException {
        Optional<Pair<Map<Integer, ?>, byte[]>> secret = agree(key, protocol);
        if (secret.isEmpty()) {
            return "no key agreement";
        }
        byte[] hash = Arrays.copyOf(DigestUtils.sha256(pin), 16);
        Map<Integer, Object> parameters = new HashMap<>();
        parameters.put(1, protocol.getVersion());
        parameters.put(2, 5);
        parameters.put(3, secret.get().first);
        parameters.put(6, protocol.encrypt(secret.get().second, hash));
        byte[] answer = key.ctap2(Ctap2Requests.CLIENT_PIN, parameters);
        if (Asked.members(answer).get(2) instanceof byte[] encrypted
                && protocol.getVersion() == PinUvAuthProtocolV1.VERSION) {
            key.keepToken(protocol.decrypt(secret.get().second, encrypted));
        }
        return Shape.ctap2(answer);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Pair<Map<Integer, ?>, byte[]>> agree(Asked key, PinUvAuthProtocol protocol)
            throws IOException {
        byte[] answer = key.ctap2(Ctap2Requests.CLIENT_PIN, Map.of(1, protocol.getVersion(), 2, 2));
        return Asked.members(answer).get(1) instanceof Map<?, ?> cose
                ? Optional.of(protocol.encapsulate((Map<Integer, ?>) cose))
                : Optional.empty();
    }
}
